package ai.adjutant.statistics.chart;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A picture of coloured dots, and its PNG. The platform's own imaging would need its font and
 * window libraries, which servers lack.
 */
final class Raster {
  private static final int WHITE = 0xFFFFFF;
  private static final int SCALE = 2;
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  private final int width;
  private final int height;
  private final int[] dots;

  Raster(int width, int height) {
    this.width = width;
    this.height = height;
    dots = new int[width * height];
    Arrays.fill(dots, WHITE);
  }

  void dot(int x, int y, int colour) {
    if (x >= 0 && x < width && y >= 0 && y < height) {
      dots[y * width + x] = colour;
    }
  }

  /** A straight line by Bresenham's algorithm. */
  void line(int x0, int y0, int x1, int y1, int colour) {
    int dx = Math.abs(x1 - x0);
    int dy = -Math.abs(y1 - y0);
    int error = dx + dy;
    int x = x0;
    int y = y0;
    while (true) {
      dot(x, y, colour);
      if (x == x1 && y == y1) {
        return;
      }
      int twice = 2 * error;
      if (twice >= dy) {
        error += dy;
        x += x0 < x1 ? 1 : -1;
      }
      if (twice <= dx) {
        error += dx;
        y += y0 < y1 ? 1 : -1;
      }
    }
  }

  /** Writes text, its upper left corner at a place. */
  void text(int x, int y, String text, int colour) {
    for (int i = 0; i < text.length(); i++) {
      for (int dx = 0; dx < Glyphs.WIDTH * SCALE; dx++) {
        for (int dy = 0; dy < Glyphs.HEIGHT * SCALE; dy++) {
          if (Glyphs.dot(text.charAt(i), dx / SCALE, dy / SCALE)) {
            dot(x + i * letterWidth() + dx, y + dy, colour);
          }
        }
      }
    }
  }

  static int letterWidth() {
    return (Glyphs.WIDTH + 1) * SCALE;
  }

  /** The picture as a PNG file of 24 bits a dot. */
  byte[] png() {
    ByteBuffer rows = ByteBuffer.allocate(height * (1 + 3 * width));
    for (int y = 0; y < height; y++) {
      rows.put((byte) 0);
      for (int x = 0; x < width; x++) {
        int colour = dots[y * width + x];
        rows.put((byte) (colour >> 16)).put((byte) (colour >> 8)).put((byte) colour);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    ByteBuffer head = ByteBuffer.allocate(13).putInt(width).putInt(height);
    head.put((byte) 8).put((byte) 2).put((byte) 0).put((byte) 0).put((byte) 0);
    chunk(out, "IHDR", head.array());
    chunk(out, "IDAT", deflated(rows.array()));
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static byte[] deflated(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Deflater deflater = new Deflater()) {
      deflater.setInput(bytes);
      deflater.finish();
      byte[] buffer = new byte[1 << 13];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
    }
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] content) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(content);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(content.length).array());
    out.writeBytes(name);
    out.writeBytes(content);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt((int) sum.getValue()).array());
  }
}
