using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using SQLitePCL;

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
        try
        {
            await _waiting.Writer.WriteAsync(write);
        }
        catch (ChannelClosedException closed)
        {
            throw new StoreException("the store is closed; nothing was written", closed);
        }
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
            foreach (var write in batch) write.Run(_statements.Prepared);
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

        public TaskCompletionSource<StoreRows> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Run(Func<SqliteCommand, SqliteCommand> prepare)
        {
            var prepared = prepare(command);
            try
            {
                using var reader = prepared.ExecuteReader();
                _rows = StoreRows.Read(reader);
            }
            // In autocommit again, SQLite has taken back the whole transaction (disk full, I/O error), and with it the neighbours' writes.
            catch (SqliteException failure) when (raw.sqlite3_get_autocommit(prepared.Connection!.Handle) == 0)
            {
                _failure = failure;
            }
        }

        public void Tell()
        {
            if (_failure is not null) Done.TrySetException(_failure);
            else Done.TrySetResult(_rows!);
        }
    }
}
