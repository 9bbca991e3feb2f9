using System.Text;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Twin.Storage.Azure;

/// <summary>
/// Sees to it that grains whose keys the official format cannot tell apart (<c>a/b</c>, <c>a_b</c>) do not share a row: the first one that writes puts its name beside the row, in a row of its own in the
/// same partition, and the others are refused. Rows without a name, as the official provider leaves them, belong to whoever asks. Costs a read per operation, and only for keys where it can happen.
/// </summary>
internal sealed class RowOwners(string serviceId, IGrainStorage table)
{
    private const string Suffix = "~owner";

    /// <exception cref="SharedRowException">The row is another's.</exception>
    public async Task Check(string stateName, GrainId grain, CancellationToken cancellation)
    {
        if (RowKeys.AreAmbiguous(serviceId, stateName, grain)) await Compare(stateName, grain, cancellation);
    }

    /// <summary>Called before each write: whoever has written owns the row from then on, also after a clear.</summary>
    /// <exception cref="SharedRowException">The row is another's.</exception>
    public async Task Claim(string stateName, GrainId grain, CancellationToken cancellation)
    {
        if (!RowKeys.AreAmbiguous(serviceId, stateName, grain) || await Compare(stateName, grain, cancellation)) return;
        try
        {
            await table.WriteStateAsync(stateName + Suffix, grain, new GrainState<StoredState>(new(BinaryData.FromString(Name(stateName, grain)))), cancellation);
        }
        catch (InconsistentStateException)
        {
            // Somebody was faster: another activation of this grain, or the other grain.
            await Compare(stateName, grain, cancellation);
        }
    }

    /// <returns>Whether the row has an owner, which then is this grain.</returns>
    private async Task<bool> Compare(string stateName, GrainId grain, CancellationToken cancellation)
    {
        var row = new GrainState<StoredState>(new());
        await table.ReadStateAsync(stateName + Suffix, grain, row, cancellation);
        if (!row.RecordExists) return false;
        var (owner, own) = (Encoding.UTF8.GetString(row.State!.Bytes), Name(stateName, grain));
        return owner == own ? true : throw new SharedRowException($"{own} cannot be stored: Azure Tables does not tell it from {owner}, whose row it would share; give one of them another key");
    }

    private string Name(string stateName, GrainId grain) => $"the state '{stateName}' of {grain} (service '{serviceId}')";
}
