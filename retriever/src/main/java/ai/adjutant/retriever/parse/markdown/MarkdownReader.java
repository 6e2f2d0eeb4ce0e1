package ai.adjutant.retriever.parse.markdown;

import ai.adjutant.retriever.block.BlockKind;
import ai.adjutant.retriever.parse.ParsedDocument;
import ai.adjutant.retriever.parse.table.SpanCell;
import ai.adjutant.retriever.parse.table.TableWriter;
import ai.adjutant.retriever.parse.text.PairMark;
import ai.adjutant.retriever.parse.text.TextBuilder;
import ai.adjutant.retriever.parse.validity.Statements;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Reads Markdown (CommonMark with tables). Walks without recursion: nesting is hostile. */
public final class MarkdownReader {
  private static final int NESTING_MAX = 100;
  private static final Parser PARSER =
      Parser.builder()
          .extensions(List.of(TablesExtension.create()))
          .maxOpenBlockParsers(NESTING_MAX)
          .build();

  private static final String BULLET = "- ";

  private final TextBuilder text;

  /** The number of the last item of each list that is open. */
  private final Deque<Integer> numbers = new ArrayDeque<>();

  private String itemMark = "";

  private MarkdownReader(TextBuilder text) {
    this.text = text;
  }

  /** Reads a text of an unknown language. */
  public static ParsedDocument read(String markdown, String fallbackTitle, int charactersMax) {
    return read(markdown, fallbackTitle, charactersMax, new Statements());
  }

  /** Reads a text; what it says of itself is added to the statements. */
  public static ParsedDocument read(
      String markdown, String fallbackTitle, int charactersMax, Statements statements) {
    TextBuilder text = new TextBuilder(charactersMax);
    int body = FrontMatter.read(markdown, statements);
    new MarkdownReader(text).walk(PARSER.parse(markdown.substring(body)));
    return statements.document(text, fallbackTitle, "text/markdown");
  }

  private void walk(Node root) {
    @Nullable Node node = root.getFirstChild();
    while (node != null) {
      boolean inside = enter(node) && node.getFirstChild() != null;
      node = inside ? node.getFirstChild() : leave(node, root);
    }
  }

  /** The node after this one; lists that end on the way are closed. */
  private @Nullable Node leave(Node node, Node root) {
    @Nullable Node at = node;
    while (at != null && at != root) {
      if (at instanceof ListBlock list) {
        close(list);
      }
      if (at.getNext() != null) {
        return at.getNext();
      }
      at = at.getParent();
    }
    return null;
  }

  private void close(ListBlock list) {
    int last = numbers.pop();
    if (list instanceof OrderedList) {
      text.closeGroupAt(last);
    } else {
      text.closeGroup();
    }
  }

  private static @Nullable Node next(Node node, Node root) {
    @Nullable Node at = node;
    while (at != null && at != root) {
      if (at.getNext() != null) {
        return at.getNext();
      }
      at = at.getParent();
    }
    return null;
  }

  /** Takes a block; true when the blocks inside it are still to be taken. */
  private boolean enter(Node node) {
    switch (node) {
      case Heading heading -> text.heading(heading.getLevel(), inline(heading));
      case Paragraph paragraph -> {
        if (paragraph.getFirstChild() instanceof StrongEmphasis lead
            && PairMark.isQuestion(inline(lead))) {
          text.strong();
        }
        block(inline(paragraph));
      }
      case FencedCodeBlock code -> text.block(BlockKind.CODE, 0, code.getLiteral());
      case IndentedCodeBlock code -> text.block(BlockKind.CODE, 0, code.getLiteral());
      case HtmlBlock html -> block(Tags.strip(html.getLiteral()));
      case TableBlock table -> table(table);
      case OrderedList list -> {
        int first = list.getMarkerStartNumber() == null ? 1 : list.getMarkerStartNumber();
        numbers.push(first - 1);
        text.openGroupAt(first);
        return true;
      }
      case ListBlock _ -> {
        numbers.push(0);
        text.openGroup();
        return true;
      }
      case ListItem item -> {
        int number = numbers.pop() + 1;
        numbers.push(number);
        itemMark = item.getParent() instanceof OrderedList ? number + ". " : BULLET;
        return true;
      }
      default -> {
        return true;
      }
    }
    return false;
  }

  private void block(String plain) {
    if (plain.isBlank()) {
      return;
    }
    if (itemMark.isEmpty()) {
      text.block(plain);
    } else {
      boolean ordered = !itemMark.equals(BULLET);
      text.item(ordered ? BlockKind.ORDERED_ITEM : BlockKind.UNORDERED_ITEM, itemMark, plain);
    }
    itemMark = "";
  }

  private void table(TableBlock table) {
    TableWriter rows = new TableWriter(text);
    for (@Nullable Node part = table.getFirstChild(); part != null; part = part.getNext()) {
      for (@Nullable Node row = part.getFirstChild(); row != null; row = row.getNext()) {
        if (row instanceof TableRow) {
          tableRow(row, rows);
        }
      }
    }
    rows.end();
  }

  private static void tableRow(Node row, TableWriter rows) {
    List<SpanCell> cells = new ArrayList<>();
    for (@Nullable Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
      boolean heading = cell instanceof TableCell marked && marked.isHeader();
      cells.add(new SpanCell(inline(cell), 1, 1, heading));
    }
    rows.row(cells);
  }

  private static String inline(Node block) {
    StringBuilder out = new StringBuilder();
    List<Integer> breaks = new ArrayList<>();
    @Nullable Node node = block.getFirstChild();
    @Nullable Node behind = node instanceof StrongEmphasis ? node.getNext() : null;
    while (node != null) {
      if (node == behind && PairMark.isQuestion(out.toString())) {
        out.append('\n'); // a question in bold is a line of its own
      }
      boolean begun = !out.isEmpty() && out.charAt(out.length() - 1) != '\n';
      switch (node) {
        case Text words ->
            out.append(begun ? words.getLiteral() : words.getLiteral().stripLeading());
        case Code code -> out.append(code.getLiteral());
        case SoftLineBreak _ -> {
          if (begun) {
            breaks.add(out.length());
            out.append(' ');
          }
        }
        case HardLineBreak _ -> out.append('\n');
        case HtmlInline html -> out.append(Tags.isLineBreak(html.getLiteral()) ? "\n" : "");
        default -> {}
      }
      node = node.getFirstChild() != null ? node.getFirstChild() : next(node, block);
    }
    for (int at : breaks) {
      boolean asked = at == breaks.getFirst() && PairMark.isQuestion(out.substring(0, at));
      if (asked || PairMark.at(out, at + 1).isPresent()) {
        out.setCharAt(at, '\n'); // a question or an answer begins or is its line
      }
    }
    return out.toString();
  }
}
