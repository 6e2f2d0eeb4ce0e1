package ai.adjutant.retriever.parse;

/**
 * A line of a PDF page; lengths in points, from the page's upper left corner.
 *
 * @param text its text, single blanks
 * @param left where it starts
 * @param right where it ends
 * @param baseline how far down it stands
 * @param size font size of most of its characters
 * @param bold whether nearly all of it is bold
 */
record PdfLine(String text, float left, float right, float baseline, float size, boolean bold) {}
