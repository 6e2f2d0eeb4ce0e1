package ai.adjutant.inference.attention;

/**
 * What one run of an attention node computes with. Addresses are of 32-bit floats unless said
 * otherwise, and whoever gives them keeps them until the run is over.
 *
 * @param heads query heads
 * @param kvHeads heads of keys and values; divides {@code heads}
 * @param headLength length of a head's vector, a multiple of 8
 * @param scale of the products of queries and keys
 * @param batch rows
 * @param sequence tokens a row
 * @param capacity positions that a row of the KV cache has
 * @param query first query; those of one token lie together, {@code [heads · headLength]}
 * @param queryStride floats from one token's queries to the next
 * @param key first new key, {@code [kvHeads · headLength]} a token
 * @param value first new value, likewise
 * @param keyValueStride floats from one token's keys to the next, and of the values
 * @param keys cached keys, {@code [batch, kvHeads, capacity, headLength]}
 * @param values cached values, likewise
 * @param lengths 32-bit integers: each row's whole length less 1
 * @param prompts whether all rows begin here, padded on the right
 * @param rotary how positions rotate queries and keys
 * @param output {@code [batch, sequence, heads · headLength]}
 */
public record Operands(
    int heads,
    int kvHeads,
    int headLength,
    float scale,
    int batch,
    int sequence,
    int capacity,
    long query,
    int queryStride,
    long key,
    long value,
    int keyValueStride,
    long keys,
    long values,
    long lengths,
    boolean prompts,
    Rotary rotary,
    long output) {}
