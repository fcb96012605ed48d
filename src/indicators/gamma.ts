/** Logarithm of the gamma function for x > 0 (Lanczos; about 15 digits). */
export function logGamma(x: number): number {
  const coefficients = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7
  ];
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const y = x - 1;
  const sum = coefficients.reduce(
    (total, coefficient, i) => (i === 0 ? coefficient : total + coefficient / (y + i)),
    0
  );
  const t = y + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (y + 0.5) * Math.log(t) - t + Math.log(sum);
}

/**
 * The regularised lower incomplete gamma function P(a, x): the probability that a gamma variable of shape `a` is below
 * `x`. Uses a series for x below a + 1, a continued fraction (Lentz) above.
 */
export function lowerGamma(a: number, x: number): number {
  if (!(a > 0) || !(x >= 0)) throw new RangeError(`invalid arguments of the gamma function: ${a}, ${x}`);
  if (x === 0) return 0;
  if (x === Infinity) return 1;
  const factor = Math.exp(-x + a * Math.log(x) - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = a + 1; Math.abs(term) > Math.abs(sum) * 1e-16; ++n) sum += term *= x / n;
    return sum * factor;
  }
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let i = 1; i < 100_000; ++i) {
    const an = -i * (i - a);
    b += 2;
    d = an * d + b;
    if (Math.abs(d) < tiny) d = tiny;
    c = b + an / c;
    if (Math.abs(c) < tiny) c = tiny;
    d = 1 / d;
    const delta = d * c;
    fraction *= delta;
    if (Math.abs(delta - 1) < 1e-15) break;
  }
  return 1 - factor * fraction;
}

/** The x at which `lowerGamma(a, x)` is `p`, by bisection to machine precision. */
export function gammaQuantile(p: number, a: number): number {
  if (!(p >= 0 && p < 1)) throw new RangeError(`invalid probability: ${p}`);
  if (p === 0) return 0;
  let [low, high] = [0, Math.max(1, a)];
  while (lowerGamma(a, high) < p) high *= 2;
  for (let i = 0; i < 200 && high - low > 1e-14 * high; ++i) {
    const middle = (low + high) / 2;
    if (lowerGamma(a, middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
