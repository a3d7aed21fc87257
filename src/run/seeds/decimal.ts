const CURRENCIES = [
  '؋',
  '$',
  'ƒ',
  '៛',
  '¥',
  '₡',
  '₱',
  '£',
  '€',
  '¢',
  '﷼',
  '₪',
  '₩',
  '₭',
  '₮',
  '₦',
  '฿',
  '₤',
  '₫',
];
const AROUND = new RegExp(`^[${CURRENCIES.join('')}]+|[${CURRENCIES.join('')}]+$`, 'gu');
const NUMBER = /^([+-]?)(\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e([+-]?\d+))?$/i;
/** Already in the shape that seedNumber gives, as nearly all are: whole, or with digits after the point. */
const PLAIN = /^(?!-0$)-?(?:0|[1-9]\d*)(\.\d*[1-9])?$/;
const SPECIAL = /^[+-]?(inf(inity)?|nan\d*)$/i;

/** A number as dbt reads it in a seed. */
export interface SeedNumber {
  /** Plain digits: `-1000.5`; `NaN`, `Infinity`. */
  readonly text: string;
  readonly whole: boolean;
}

/** `$1,000` → 1000, `5%` → 5, `007` → 7, `1e3` → 1000; null for what is no number. */
export function seedNumber(written: string): SeedNumber | null {
  const simple = PLAIN.exec(written);
  if (simple) return { text: written, whole: simple[1] === undefined };
  let text = written.replace(/^%+|%+$/g, '');
  const negative = text.startsWith('-');
  if (negative) text = text.slice(1);
  text = text.replace(AROUND, '').replaceAll(',', '').trim();
  const match = NUMBER.exec(text);
  if (match) return plain(match, negative !== (match[1] === '-'));
  if (!SPECIAL.test(text)) return null;
  if (/nan/i.test(text)) return { text: 'NaN', whole: true };
  return { text: negative !== text.startsWith('-') ? '-Infinity' : 'Infinity', whole: true };
}

/** Moves the point by the exponent and drops zeros that say nothing. */
function plain(match: RegExpExecArray, negative: boolean): SeedNumber | null {
  const exponent = Number(match[3] ?? 0);
  if (Math.abs(exponent) > 10_000) return null;
  const [before = '', after = ''] = (match[2] ?? '').replaceAll('_', '').split('.');
  const digits = before + after;
  const point = before.length + exponent;
  const left = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0';
  const right = (point < 0 ? '0'.repeat(-point) + digits : digits.slice(point)).replace(/0+$/, '');
  const whole = left.replace(/^0+(?=\d)/, '');
  const sign = negative && /[1-9]/.test(whole + right) ? '-' : '';
  return { text: `${sign}${whole}${right === '' ? '' : `.${right}`}`, whole: right === '' };
}
