import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/**
 * Narrows zod's issues on unions, which say only that no alternative fits. If all alternatives but one expect another
 * kind of value (a number next to a mapping, a name next to a list), the issues of the remaining one tell what is
 * wrong.
 */
export function narrowIssues(issues: readonly Issue[]): Issue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union') return [issue];
    const [fitting, ...others] = issue.errors.filter((inner) => !inner.some(isOtherKind));
    if (fitting === undefined || others.length > 0) return [issue];
    return narrowIssues(fitting.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })));
  });
}

function isOtherKind({ code, path }: Issue): boolean {
  return path.length === 0 && (code === 'invalid_type' || code === 'invalid_value');
}
