// For its effect: who takes gradients imports this.
import '../engines/load-gradients.ts';
