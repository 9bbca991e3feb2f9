using Azure;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace Twin.Storage.Azure;

/// <summary>
/// Grain state in Azure Tables, in the rows of the official provider and through it; a state that a row cannot hold in a blob that the row points at. The row alone decides what the state is: one write
/// to it, guarded by its ETag, makes a version valid.
/// </summary>
internal sealed partial class AzureGrainStorage(
    string serviceId, AzureTableStorageOptions options, AzureTableGrainStorage table, LargeStates? large, IActivatorProvider activators, ILogger<AzureGrainStorage> log)
    : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
{
    private readonly RowOwners _owners = new(serviceId, table);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => ReadStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => WriteStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => ClearStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        Checked(stateName, grainId, grainState, Read, cancellationToken);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        Checked(stateName, grainId, grainState, Write, cancellationToken);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        Checked(stateName, grainId, grainState, Clear, cancellationToken);

    public void Participate(ISiloLifecycle observer)
    {
        table.Participate(observer);
        if (large is not null) observer.Subscribe(nameof(AzureGrainStorage), options.InitStage, _ => large.Init());
    }

    private async Task Checked<T>(string stateName, GrainId grainId, IGrainState<T> grainState, Func<string, GrainId, IGrainState<T>, CancellationToken, Task> operation, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stateName);
        ArgumentNullException.ThrowIfNull(grainState);
        cancellation.ThrowIfCancellationRequested();
        RowKeys.Check(serviceId, stateName, grainId);
        try
        {
            await operation(stateName, grainId, grainState, cancellation);
        }
        catch (RequestFailedException refused) when (refused.Status == 400 && RowKeys.Refused(serviceId, stateName, grainId) is { } why)
        {
            throw new ArgumentException(why, refused);
        }
    }

    private async Task Read<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellation)
    {
        await _owners.Check(stateName, grainId, cancellation);
        string? missing = null;
        while (true)
        {
            var row = await Row(stateName, grainId, cancellation);
            if (!row.RecordExists)
            {
                (grainState.State, grainState.ETag, grainState.RecordExists) = (Fresh<T>(), row.ETag, false);
                return;
            }
            var pointer = BlobPointer.Parse(row.State!.Bytes);
            if (pointer is not null && large is null) throw new InvalidOperationException($"the state '{stateName}' of {grainId} is in the blob {pointer.Blob}, and no blob storage is configured");
            if ((pointer is null ? row.State.Bytes : await large!.Read(grainId, pointer, cancellation)) is { } bytes)
            {
                var state = Deserialize<T>(stateName, grainId, bytes);
                (grainState.State, grainState.ETag, grainState.RecordExists) = (state ?? Fresh<T>(), new StateTag(row.ETag, pointer?.Blob).ToString(), state is not null);
                return;
            }
            // Another activation has written since the row was read, and the blob went with the old version: the row knows. Unless it does not.
            if (pointer!.Blob == missing) throw new InvalidDataException($"the state '{stateName}' of {grainId} is lost: its row points at the blob {missing}, which does not exist");
            missing = pointer.Blob;
        }
    }

    private async Task Write<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellation)
    {
        var before = StateTag.Parse(grainState.ETag);
        var bytes = options.GrainStorageSerializer.Serialize(grainState.State);
        var size = RowSize.Of(bytes, options.UseStringFormat);
        var fits = size.Fits && !BlobPointer.Begins(bytes);
        if (!fits && large is null) throw new StateTooLargeException(stateName, grainId, size.Size, size.Limit, size.Unit);
        await _owners.Claim(stateName, grainId, cancellation);

        // A blob whose row write fails is left: whether the row points at it may be unknown (the answer was lost). The sweep removes it once it is certain.
        var pointer = fits ? null : await large!.Write(stateName, grainId, bytes, cancellation);
        var row = new GrainState<StoredState>(new(pointer?.Format() ?? bytes), before.Row!);
        await table.WriteStateAsync(stateName, grainId, row, cancellation);
        (grainState.ETag, grainState.RecordExists) = (new StateTag(row.ETag, pointer?.Blob).ToString(), true);
        await Sweep(stateName, grainId, before.Blob, pointer?.Blob, cancellation);
    }

    private async Task Clear<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellation)
    {
        await _owners.Check(stateName, grainId, cancellation);
        var before = StateTag.Parse(grainState.ETag);
        // The official provider removes nothing for a caller that knows of no row, and does not look whether there is one by now.
        if (before.Row is null && options.DeleteStateOnClear && (await Row(stateName, grainId, cancellation)).ETag is { Length: > 0 } stored)
            throw new InconsistentStateException($"the state '{stateName}' of {grainId} cannot be cleared: it has been written since it was read", stored, "none");
        var row = new GrainState<StoredState>(new(), before.Row!) { RecordExists = grainState.RecordExists };
        await table.ClearStateAsync(stateName, grainId, row, cancellation);
        (grainState.State, grainState.ETag, grainState.RecordExists) = (Fresh<T>(), row.ETag, false);
        await Sweep(stateName, grainId, before.Blob, null, cancellation);
    }

    private async Task<GrainState<StoredState>> Row(string stateName, GrainId grainId, CancellationToken cancellation)
    {
        var row = new GrainState<StoredState>(new());
        await table.ReadStateAsync(stateName, grainId, row, cancellation);
        return row;
    }

    private T? Deserialize<T>(string stateName, GrainId grainId, BinaryData bytes)
    {
        try
        {
            return options.GrainStorageSerializer.Deserialize<T>(bytes);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new InvalidDataException($"the state '{stateName}' of {grainId} cannot be read as {typeof(T).Name}: {failure.Message}", failure);
        }
    }

    /// <summary>The state is stored by now: what goes wrong here leaves a blob too many and is no failure of the write.</summary>
    private async Task Sweep(string stateName, GrainId grainId, string? before, string? now, CancellationToken cancellation)
    {
        if (large is null || (before is null && now is null)) return;
        try
        {
            await large.Forget(stateName, grainId, before, now, cancellation);
        }
        catch (Exception failure)
        {
            LogNotSwept(log, failure, stateName, grainId);
        }
    }

    private T Fresh<T>() => activators.GetActivator<T>().Create();
}
