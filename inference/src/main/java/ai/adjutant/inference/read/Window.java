package ai.adjutant.inference.read;

import ai.adjutant.inference.encoder.TokenRow;

/**
 * A stretch of a passage with the text that it is read for, as one row.
 *
 * @param row its tokens
 * @param starts for each place of the row where its characters begin in the passage; -1 where it is
 *     no token of the passage
 * @param ends where they end, exclusive
 */
@SuppressWarnings("ArrayRecordComponent") // shared by nobody, compared by nobody
record Window(TokenRow row, int[] starts, int[] ends) {}
