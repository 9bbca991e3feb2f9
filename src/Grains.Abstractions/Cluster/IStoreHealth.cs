namespace Twin.Grains.Cluster;

/// <summary>Whether what is decided now could be stored; looked after all the time, so that a node that cannot keep its word does not ask for more work.</summary>
public interface IStoreHealth
{
    /// <summary>What is wrong, in words for an operator; null: nothing that is known.</summary>
    string? Fault { get; }
}
