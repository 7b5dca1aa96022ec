import { serveProcess } from './serve-process.ts';
import { serveTask } from './serve-task.ts';

serveProcess(serveTask);
