/**
 * How a tenant reads what clients send. `lenient` takes what real providers send beside the RFC and notes each deviation
 * in the log; `strict` refuses it.
 */
export const compatibilities = ['lenient', 'strict'] as const;
export type Compatibility = (typeof compatibilities)[number];
