/** Whether it was less than `ms` ago. After a clock was put back nothing stays young for as long as the clock has lost. */
export const isYounger = (at: number, now: number, ms: number): boolean => Math.abs(now - at) < ms;
