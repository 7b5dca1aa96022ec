// For its effect: a test that takes gradients by itself imports this.
import { loadGradients } from './load-gradients.ts';

loadGradients();
