import { createEntity, type World } from './event.ts';

type Side = 'debit' | 'credit';

/** The chart of accounts: code, name, the side that increases it, and the heading above it. */
const ACCOUNTS: readonly (readonly [string, string, Side, string])[] = [
  ['1000', 'Assets', 'debit', ''],
  ['1100', 'Cash and balances with central banks', 'debit', '1000'],
  ['1110', 'Settlement account', 'debit', '1100'],
  ['1200', 'Loans and advances to customers', 'debit', '1000'],
  ['1210', 'Loan principal receivable', 'debit', '1200'],
  ['1220', 'Loan interest receivable', 'debit', '1200'],
  ['2000', 'Liabilities', 'credit', ''],
  ['2100', 'Customer deposits', 'credit', '2000'],
  ['2110', 'Demand deposits', 'credit', '2100'],
  ['3000', 'Equity', 'credit', ''],
  ['3100', 'Share capital', 'credit', '3000'],
  ['3200', 'Retained earnings', 'credit', '3000'],
  ['4000', 'Income', 'credit', ''],
  ['4100', 'Interest income', 'credit', '4000'],
  ['4110', 'Interest income on loans', 'credit', '4100'],
  ['5000', 'Expenses', 'debit', ''],
  ['5100', 'Interest expense', 'debit', '5000'],
];

/** Opens the bank's books: every account of the chart is one entity, set up on the first day. */
export function openBooks(world: World): void {
  for (const [code, name, side, parent] of ACCOUNTS) {
    const account = createEntity(world, 'chart_account_events');
    account.record('initialized', { code, name, normal_balance: side });
    if (parent !== '') account.record('placed', { parent_code: parent });
  }
}
