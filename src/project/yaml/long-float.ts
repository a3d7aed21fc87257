import { PyFloat } from '../../template/index.ts';

/** A float that was written with more digits than it holds: what needs them all, as the values of a warehouse do, has the text. */
export class LongFloat extends PyFloat {
  readonly text: string;
  constructor(value: number, text: string) {
    super(value);
    this.text = text;
  }
}

/** So many digits every float holds. */
const HELD = 15;

/** Whether a plain decimal has more digits than a float is sure to hold. */
export const isLong = (text: string): boolean =>
  /^[-+]?[\d.]+$/.test(text) && text.replace(/^[-+]?0*\.?0*/, '').replace('.', '').length > HELD;
