// For its effect: a test that takes gradients by itself imports this.
import { loadGradients } from '../engines/load-gradients.ts';

loadGradients();
