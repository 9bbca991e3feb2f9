using System.Runtime.CompilerServices;
using Twin.Silo.Storage.Backups;

namespace Twin.Silo.Cli;

/// <summary>Says on standard error how far long work has come.</summary>
internal static class CountedRows
{
    private const int Every = 100_000;

    public static async IAsyncEnumerable<StoredRow> Told(this IAsyncEnumerable<StoredRow> rows, long all, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var done = 0L;
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            yield return row;
            if (++done % Every == 0) await Console.Error.WriteLineAsync($"{done} of {all} rows");
        }
    }
}
