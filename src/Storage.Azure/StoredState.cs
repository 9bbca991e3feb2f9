using Orleans.Storage;

namespace Twin.Storage.Azure;

/// <summary>What a row holds, as the official provider is given it and gives it back: bytes that are serialised already.</summary>
internal sealed class StoredState
{
    public StoredState()
    {
    }

    public StoredState(BinaryData bytes) => Bytes = bytes;

    public BinaryData Bytes { get; } = BinaryData.Empty;
}

/// <summary>The serializer that was configured, which lets <see cref="StoredState"/> through as it is. So a state is serialised once, and its size is known before it is decided where it goes.</summary>
internal sealed class StoredStateSerializer(IGrainStorageSerializer states) : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => input is StoredState stored ? stored.Bytes : states.Serialize(input);

    public T? Deserialize<T>(BinaryData input) => typeof(T) == typeof(StoredState) ? (T)(object)new StoredState(input) : states.Deserialize<T>(input);
}
