using System.Threading.Channels;
using Orleans.Runtime;
using Orleans.Storage;
using Twin.Silo.Storage;

namespace Twin.Silo.Tests.Storage;

/// <summary>A storm of writes takes turns.</summary>
public sealed class QueuedGrainStorageTests
{
    [Fact]
    public async Task No_more_than_allowed_are_at_it_at_once_and_all_get_their_turn_also_after_failures()
    {
        var inner = new CountingStorage();
        using var storage = new QueuedGrainStorage(inner, atOnce: 3);
        var writes = Enumerable.Range(0, 100).Select(n => storage.WriteStateAsync("state", GrainId.Create("outlet", $"o-{n}"), new GrainState<int>(n))).ToArray();
        Assert.Equal(3, inner.Most);
        for (var n = 0; n < 100; n++) await inner.End(n % 10 == 0 ? new IOException("refused") : null);
        await Task.WhenAll(writes).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.Equal(10, writes.Count(w => w.IsFaulted));
        Assert.Equal(90, writes.Count(w => w.IsCompletedSuccessfully));
        Assert.Equal(3, inner.Most);
    }

    private sealed class CountingStorage : IGrainStorage
    {
        private readonly Channel<TaskCompletionSource> _work = Channel.CreateUnbounded<TaskCompletionSource>();
        private int _at;

        public int Most { get; private set; }

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            Most = Math.Max(Most, Interlocked.Increment(ref _at));
            var done = new TaskCompletionSource();
            Assert.True(_work.Writer.TryWrite(done));
            return done.Task;
        }

        /// <summary>Ends the operation that began first.</summary>
        public async Task End(Exception? failure)
        {
            var done = await _work.Reader.ReadAsync();
            Interlocked.Decrement(ref _at);
            if (failure is null) done.SetResult();
            else done.SetException(failure);
        }

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => throw new NotSupportedException();

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => throw new NotSupportedException();
    }
}
