using Twin.Domain.Audit;
using Twin.Grains.Audit;

namespace Twin.Grains.Tests;

public sealed class AuditTests : IAsyncLifetime
{
    private Network _network = null!;

    private IAuditGrain Ledger => _network.Grains.Audit();

    public async ValueTask InitializeAsync() => _network = await Network.Build();

    public ValueTask DisposeAsync() => _network.DisposeAsync();

    private static AuditEntry Entry(string target, string by = "admin") => new() { By = by, Action = "putOutlet", Method = "PUT", Path = $"/v1/outlets/{target}", Target = target, TraceId = "t" };

    private async Task<AuditEntry[]> All(AuditFilter? filter = null)
    {
        List<AuditEntry> all = [];
        for (long? before = long.MaxValue; before is { } at;)
        {
            var found = await Ledger.Read(filter ?? new(), at, 50);
            all.AddRange(found.Entries);
            before = found.Before;
        }
        return [.. all];
    }

    [Fact]
    public async Task What_has_begun_is_there_after_a_crash_and_how_it_ended_too()
    {
        var first = await Ledger.Begin(Entry("1"));
        var second = await Ledger.Begin(Entry("2"));
        await Ledger.End(first, new(201, "made", "2 created"));
        await _network.Crash(Ledger);
        Assert.Equal(["2:Unknown", "made:Done"], (await All()).Select(e => $"{e.Target}:{AuditRules.OutcomeOf(e.Status)}"));
        // A server that was cut off from the ledger for a while still tells how its calls ended.
        await Ledger.End(second, new(404, null, null));
        Assert.Equal(["2:Refused", "made:Done"], (await All()).Select(e => $"{e.Target}:{AuditRules.OutcomeOf(e.Status)}"));
    }

    [Fact]
    public async Task What_cannot_be_stored_has_not_begun()
    {
        await Ledger.End(await Ledger.Begin(Entry("1")), new(200, null, null));
        _network.Storage.Refuse("ap-1", 1);
        await Assert.ThrowsAnyAsync<Exception>(() => Ledger.Begin(Entry("2")).AsTask());
        await _network.Crash(Ledger);
        Assert.Equal(["1"], (await All()).Select(e => e.Target));
        await Ledger.Begin(Entry("3"));
        Assert.Equal(["3", "1"], (await All()).Select(e => e.Target));
    }

    [Fact]
    public async Task What_comes_while_a_page_is_being_written_is_stored_with_one_more_write()
    {
        var (release, reached) = _network.Storage.HoldAt("ap-1");
        var first = Ledger.Begin(Entry("0")).AsTask();
        await reached;
        var others = Enumerable.Range(1, AuditPages.Size - 2).Select(i => Ledger.Begin(Entry($"{i}")).AsTask()).ToArray();
        // None of them has ended, and all of them are taken.
        while ((await All()).Length < AuditPages.Size - 1) await Task.Yield();
        release();
        await first;
        await Task.WhenAll(others);
        Assert.Equal(2, _network.Storage.Writes("ap-1"));
    }

    [Fact]
    public async Task Many_at_once_are_stored_each_once_and_in_pages()
    {
        const int Calls = 300;
        var ids = await Task.WhenAll(Enumerable.Range(0, Calls).Select(async i =>
        {
            var id = await Ledger.Begin(Entry($"{i}"));
            await Ledger.End(id, new(200, null, null));
            return id;
        }));
        Assert.Equal(Calls, ids.Distinct().Count());
        // At least one for each page, and at most one for each beginning and each end.
        Assert.InRange(_network.Storage.AllWrites("ap-"), (Calls / AuditPages.Size) + 1, 2 * Calls);
        await _network.Crash(Ledger);
        var all = await All();
        Assert.Equal(ids.OrderDescending(), all.Select(e => e.Id));
        Assert.All(all, e => Assert.Equal(200, e.Status));
    }

    [Fact]
    public async Task Each_day_has_pages_of_its_own_and_those_too_old_are_deleted()
    {
        await Ledger.Begin(Entry("old"));
        _network.Time.Step += TimeSpan.FromDays(1);
        var since = _network.Now;
        await Ledger.Begin(Entry("next"));
        Assert.Equal(["next"], (await All(new() { Since = since })).Select(e => e.Target));
        Assert.Equal(["old"], (await All(new() { Until = since })).Select(e => e.Target));
        Assert.NotNull(_network.Storage.Stored("ap-1"));
        _network.Time.Step += TimeSpan.FromDays(400);
        await _network.Crash(Ledger);
        // It looks a minute after it woke.
        for (var i = 0; i < 120 && _network.Storage.Stored("ap-1") is not null; i++)
        {
            await All();
            _network.Time.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.Null(_network.Storage.Stored("ap-1"));
        Assert.Equal(["next"], (await All()).Select(e => e.Target));
    }

    [Fact]
    public async Task Refused_calls_fill_no_store()
    {
        _network.Audit.RefusedPerDayMax = 70;
        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => Ledger.Refused(Entry("x") with { Status = 403 }).AsTask()));
        var all = await All();
        Assert.Equal(71, all.Length);
        Assert.Single(all, e => e.Detail is not null);
        _network.Time.Step += TimeSpan.FromDays(1);
        await Ledger.Refused(Entry("next") with { Status = 403 });
        Assert.Equal("next", (await All())[0].Target);
    }
}
