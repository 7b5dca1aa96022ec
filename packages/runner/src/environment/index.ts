export { describeEnvironment, type Environment } from './describe-environment.ts';
