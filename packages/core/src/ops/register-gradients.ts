// Imported for its effect by tests that take gradients themselves.
import { loadGradients } from './load-gradients.ts';

loadGradients();
