namespace Twin.Silo.Storage.Backups;

/// <summary>All rows of a store as they were at one moment, whoever writes meanwhile: what a kill at that moment would have left.</summary>
internal interface IStoreSnapshot : IAsyncDisposable
{
    /// <summary>The kind of store, as <c>--storage</c> names it.</summary>
    string Store { get; }

    /// <summary>The version of its schema.</summary>
    int Schema { get; }

    long Rows { get; }

    IAsyncEnumerable<StoredRow> Read(CancellationToken cancellation);
}

/// <summary>A store that nobody uses and that is to get other rows.</summary>
internal interface IStoreRestore : IAsyncDisposable
{
    /// <summary>How many rows it holds now.</summary>
    long Rows { get; }

    /// <summary>Puts these rows in the place of all others: in one transaction, so that a fault of the rows or a crash leaves the store as it was.</summary>
    Task Replace(IAsyncEnumerable<StoredRow> rows, CancellationToken cancellation);
}
