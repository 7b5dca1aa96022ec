import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/**
 * Zod says of a union only that no alternative fits. Where all but one take another kind of value (a number alone beside a
 * mapping, a name beside a list), what is wrong is what that one says.
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
