using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Twin.Silo.Storage.Sqlite;

/// <summary>
/// The one writer: takes every write that is waiting, runs them in one transaction, and tells them all when it is on disk (group
/// commit). One flush to disk then serves hundreds of grains, so a storm of transitions is as durable as a single one.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    private const int BatchMax = 1_000;
    private const int WaitingMax = 20_000;

    private readonly Statements _statements;
    private readonly Channel<Write> _waiting = Channel.CreateBounded<Write>(new BoundedChannelOptions(WaitingMax) { SingleReader = true });
    private readonly Thread _thread;

    public SqliteWriter(SqliteConnection connection)
    {
        _statements = new(connection);
        // The last transaction survives a power cut, not only a crash of the process.
        _statements.Run("PRAGMA synchronous = FULL");
        _thread = new(Loop) { IsBackground = true, Name = "store writer" };
        _thread.Start();
    }

    /// <summary>Runs a statement in the next transaction; completes when that is on disk, with the rows the statement returned.</summary>
    public async Task<StoreRows> Execute(SqliteCommand command)
    {
        var write = new Write(command);
        await _waiting.Writer.WriteAsync(write);
        return await write.Done.Task;
    }

    public void Dispose()
    {
        _waiting.Writer.TryComplete();
        _thread.Join();
        _statements.Dispose();
    }

    private void Loop()
    {
        var batch = new List<Write>(BatchMax);
        var waiting = _waiting.Reader;
        while (waiting.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            batch.Clear();
            while (batch.Count < BatchMax && waiting.TryRead(out var write)) batch.Add(write);
            Commit(batch);
        }
    }

    private void Commit(List<Write> batch)
    {
        try
        {
            _statements.Run("BEGIN IMMEDIATE");
            // A statement that fails takes back its own effects only; the others of the batch go on.
            foreach (var write in batch) write.Run(_statements.Prepared(write.Command));
            _statements.Run("COMMIT");
        }
        catch (Exception failure)
        {
            TryRollBack();
            foreach (var write in batch) write.Done.TrySetException(new StoreException($"the store could not write: {failure.Message}", failure));
            return;
        }
        foreach (var write in batch) write.Tell();
    }

    private void TryRollBack()
    {
        try
        {
            _statements.Run("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself (disk full, I/O error).
        }
    }

    private sealed class Write(SqliteCommand command)
    {
        private StoreRows? _rows;
        private SqliteException? _failure;

        public SqliteCommand Command => command;

        public TaskCompletionSource<StoreRows> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Run(SqliteCommand prepared)
        {
            try
            {
                using var reader = prepared.ExecuteReader();
                _rows = StoreRows.Read(reader);
            }
            catch (SqliteException failure) when (failure.SqliteErrorCode is SqliteConstraint or SqliteMismatch)
            {
                _failure = failure;
            }
        }

        public void Tell()
        {
            if (_failure is not null) Done.TrySetException(_failure);
            else Done.TrySetResult(_rows!);
        }

        private const int SqliteConstraint = 19;
        private const int SqliteMismatch = 20;
    }
}
