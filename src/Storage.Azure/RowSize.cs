using System.Text;

namespace Twin.Storage.Azure;

/// <summary>What fits into a row as the official provider lays it out: fifteen properties of 64 KiB, which are 32,768 characters when it writes text.</summary>
internal readonly record struct RowSize(long Size, long Limit, string Unit)
{
    private const int Properties = 15;
    private const int PropertyBytes = 64 * 1024;
    private const int PropertyCharacters = 32 * 1024;

    public bool Fits => Size <= Limit;

    /// <param name="state">The serialised state.</param>
    /// <param name="text">Whether rows are written as text (<c>UseStringFormat</c>). The official provider checks bytes there too, and drops without a word what is beyond the last property.</param>
    public static RowSize Of(BinaryData state, bool text)
    {
        var bytes = new RowSize(state.ToMemory().Length, Properties * PropertyBytes, "bytes");
        if (!text || !bytes.Fits) return bytes;
        return new(Encoding.UTF8.GetCharCount(state.ToMemory().Span), Properties * PropertyCharacters, "characters");
    }
}
