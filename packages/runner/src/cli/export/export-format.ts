export type ExportFormat = 'tfjs' | 'safetensors';
