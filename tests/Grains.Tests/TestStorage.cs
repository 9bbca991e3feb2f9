using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans.Runtime;
using Orleans.Storage;

namespace Twin.Grains.Tests;

/// <summary>
/// Grain storage that keeps what real storage keeps, text with a version, and can be told to hold or refuse writes, so that a test can stand at the
/// moment between a decision and its being stored. Outlives activations.
/// </summary>
public sealed class TestStorage : IGrainStorage
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    private readonly ConcurrentDictionary<string, (string Text, int Version)> _rows = new();
    private readonly ConcurrentDictionary<string, int> _writes = new();
    private readonly ConcurrentDictionary<string, (TaskCompletionSource Open, TaskCompletionSource Reached)> _held = new();
    private readonly ConcurrentDictionary<string, int> _refused = new();

    public int Writes(string key) => _writes.GetValueOrDefault(key);

    public string? Stored(string key) => _rows.TryGetValue(key, out var row) ? row.Text : null;

    public IEnumerable<string> Keys => _rows.Keys;

    public int AllWrites(string prefix) => _writes.Where(w => w.Key.StartsWith(prefix, StringComparison.Ordinal)).Sum(w => w.Value);

    public void ForgetWrites() => _writes.Clear();

    /// <summary>The storage as one process sees it: when that has died, it changes nothing any more.</summary>
    public IGrainStorage Of(Life life) => new Session(this, life);

    private sealed class Session(TestStorage storage, Life life) : IGrainStorage
    {
        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => storage.ReadStateAsync(stateName, grainId, grainState);

        public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            life.Reach($"write {KeyOf(stateName, grainId)}");
            await storage.WriteStateAsync(stateName, grainId, grainState);
            life.Reach($"written {KeyOf(stateName, grainId)}");
        }

        public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            life.Reach($"clear {KeyOf(stateName, grainId)}");
            await storage.ClearStateAsync(stateName, grainId, grainState);
            life.Reach($"cleared {KeyOf(stateName, grainId)}");
        }
    }

    /// <summary>Writes of this grain wait until the returned action is called.</summary>
    public Action Hold(string key) => HoldAt(key).Release;

    /// <summary>Writes of this grain wait until they are released; the task completes when one waits.</summary>
    public (Action Release, Task Reached) HoldAt(string key)
    {
        var gate = (Open: new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), Reached: new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _held[key] = gate;
        return (Release, gate.Reached.Task);

        void Release()
        {
            _held.TryRemove(key, out _);
            gate.Open.SetResult();
        }
    }

    public void Refuse(string key, int times) => _refused[key] = times;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        grainState.RecordExists = _rows.TryGetValue(KeyOf(stateName, grainId), out var row);
        grainState.State = grainState.RecordExists ? JsonSerializer.Deserialize<T>(row.Text, Json)! : Activator.CreateInstance<T>();
        grainState.ETag = grainState.RecordExists ? row.Version.ToString(System.Globalization.CultureInfo.InvariantCulture) : null;
        return Task.CompletedTask;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = KeyOf(stateName, grainId);
        var text = JsonSerializer.Serialize(grainState.State, Json);
        _writes.AddOrUpdate(key, 1, (_, n) => n + 1);
        if (_held.TryGetValue(key, out var gate))
        {
            gate.Reached.TrySetResult();
            await gate.Open.Task;
        }
        if (_refused.TryGetValue(key, out var left) && left > 0)
        {
            _refused[key] = left - 1;
            throw new IOException("The store refuses.");
        }
        var version = grainState.ETag is null ? 0 : int.Parse(grainState.ETag, System.Globalization.CultureInfo.InvariantCulture);
        if ((_rows.TryGetValue(key, out var row) ? row.Version : 0) != version) throw new InconsistentStateException("Another activation was here.");
        _rows[key] = (text, version + 1);
        grainState.ETag = (version + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        grainState.RecordExists = true;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        _rows.TryRemove(KeyOf(stateName, grainId), out _);
        grainState.State = Activator.CreateInstance<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    // A district has a second state: the incidents it lists.
    private static string KeyOf(string stateName, GrainId id) => stateName == "incidents" ? $"{id.Key}/incidents" : id.Key.ToString()!;
}
