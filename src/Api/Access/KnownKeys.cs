using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Twin.Domain.Access;
using Twin.Grains.Access;

namespace Twin.Api.Access;

/// <summary>
/// Every key, held by each API node, so that no key, good or bad, costs a call. The keyring is asked a few times a second for what is new; while it does not answer, the keys known
/// stay good. A key that is gone fires its caller's <see cref="Caller.Ended"/>.
/// </summary>
public sealed partial class KnownKeys(IGrainFactory grains, IKeyring first, TimeProvider time, ILogger<KnownKeys> log) : BackgroundService
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan TellUsesEvery = TimeSpan.FromMinutes(1);

    /// <summary>What an unknown id is compared with, so that it takes as long as a known one.</summary>
    private static readonly byte[] NoHash = new byte[SHA256.HashSizeInBytes];

    private readonly ConcurrentDictionary<string, DateTime> _uses = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _one = new(1);
    private FrozenDictionary<string, Known> _byId = FrozenDictionary<string, Known>.Empty;
    private long _version = -1;
    private bool _failing;

    /// <summary>The caller a key belongs to, or null.</summary>
    public Caller? Find(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (KeyText.IdOf(text) is not { } id) return first.Find(text);
        var known = _byId.GetValueOrDefault(id);
        var same = CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(text)), known?.Hash ?? NoHash);
        // The first key may be one of ours in form.
        return same && known is not null ? Use(id, known) : first.Find(text);
    }

    /// <summary>The caller whose key has this id, or the first one of this name, for whoever has shown the key before; null when it is revoked or has expired.</summary>
    public Caller? FindById(string id) => _byId.GetValueOrDefault(id) is { } known ? Use(id, known) : first.Named(id);

    /// <summary>Whether a key of this id is known, whatever its secret.</summary>
    public bool HasId(string id) => _byId.ContainsKey(id);

    /// <summary>Takes over what is new; what was added or revoked before the call is in force here after it.</summary>
    public async Task Refresh(CancellationToken cancellation = default)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            var changes = await grains.Keyring().Since(_version);
            if (changes.Keys is { } keys) Take(keys, changes.Version);
            EndExpired();
        }
        finally
        {
            _one.Release();
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _one.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (first.IsGuessable) LogGuessable(log);
        var told = time.GetTimestamp();
        using var ticks = new PeriodicTimer(AskEvery, time);
        try
        {
            do
            {
                if (!await TryRefresh(stoppingToken) || time.GetElapsedTime(told) < TellUsesEvery) continue;
                told = time.GetTimestamp();
                await TellUses();
            }
            while (await ticks.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private Caller? Use(string id, Known known)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (known.Caller.ExpiresAt <= now) return null;
        _uses[id] = now;
        return known.Caller;
    }

    private async Task<bool> TryRefresh(CancellationToken stop)
    {
        try
        {
            await Refresh(stop);
            return !(_failing = false);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            // Once per spell: it is tried several times a second.
            if (!_failing) LogNotRefreshed(log, failure);
            _failing = true;
            return false;
        }
    }

    /// <summary>Tells the keyring when keys were used, since it was last told.</summary>
    internal async Task TellUses()
    {
        KeyUse[] uses = [.. _uses.Select(u => new KeyUse(u.Key, u.Value))];
        if (uses.Length == 0) return;
        try
        {
            await grains.Keyring().Used(uses);
            foreach (var use in uses) _uses.TryRemove(KeyValuePair.Create(use.Id, use.At));
        }
        catch (Exception failure)
        {
            LogUsesNotTold(log, failure); // they are told with the next ones
        }
    }

    private void Take(AccessKey[] keys, long version)
    {
        var before = _byId;
        // A caller that stays is the same one, with its streams; ids are never given twice.
        _byId = keys.ToFrozenDictionary(k => k.Id, k => before.GetValueOrDefault(k.Id) ?? new Known(k), StringComparer.Ordinal);
        _version = version;
        foreach (var gone in before.Where(b => !_byId.ContainsKey(b.Key))) gone.Value.End();
    }

    private void EndExpired()
    {
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var known in _byId.Values)
            if (known.Caller.ExpiresAt <= now) known.End();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The admin key is short enough to be guessed: give TWIN_ADMIN_KEY at least 16 characters of chance, or leave it out and one is made")]
    private static partial void LogGuessable(ILogger log);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The keyring does not answer; the keys known stay in force")]
    private static partial void LogNotRefreshed(ILogger log, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "When keys were last used could not be stored; it is tried again")]
    private static partial void LogUsesNotTold(ILogger log, Exception failure);

    private sealed class Known : IDisposable
    {
        private readonly CancellationTokenSource _ended = new();

        public Known(AccessKey key)
        {
            Hash = Convert.FromHexString(key.Hash);
            Caller = new(key.Name, key.Scopes, DivisionLimit.Of(key.Divisions)) { KeyId = key.Id, Person = key.Person, ExpiresAt = key.ExpiresAt, Ended = _ended.Token };
        }

        public byte[] Hash { get; }
        public Caller Caller { get; }

        // Not waited for: what ends then must not hold up the next key. The source is left to its last stream: disposing of it would take the token away from under it.
        public void End()
        {
            if (!_ended.IsCancellationRequested) _ = _ended.CancelAsync();
        }

        public void Dispose() => _ended.Dispose();
    }
}
