package ai.adjutant.retriever.parse.archive;

/**
 * Bounds what an archive may hold. The bytes are those that really come out, not those it declares.
 *
 * @param depth archives inside archives
 * @param members members of one archive
 * @param memberBytes unpacked bytes of a member
 * @param totalBytes unpacked bytes of a file that arrived, archives inside it included
 * @param ratio unpacked bytes for each packed byte of a member, above a mebibyte
 */
public record ArchiveLimits(int depth, int members, long memberBytes, long totalBytes, int ratio) {
  /** Holds the bounds that loads have. */
  public static final ArchiveLimits DEFAULT =
      new ArchiveLimits(3, 10_000, 256L << 20, 1L << 30, 200);
}
