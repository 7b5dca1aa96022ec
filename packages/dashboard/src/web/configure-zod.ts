import { z } from 'zod';

// The page's security policy forbids compiling code from strings, which zod otherwise tries. Must run before any schema
// is created.
z.config({ jitless: true });
