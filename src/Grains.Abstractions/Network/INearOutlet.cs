namespace Twin.Grains.Network;

/// <summary>An outlet awake in the caller's own process, read there without a call: what is read most is also what least needs a turn. From any thread.</summary>
public interface INearOutlet
{
    /// <summary>Whether it is awake still; if not, it is to be looked for anew.</summary>
    bool Awake { get; }

    /// <summary>
    /// What <see cref="IOutletGrain.ReadPresent"/> would answer; null while that call would have to wait for something: a turn of the outlet, a change of a device that is not stored yet or that the
    /// outlet has not heard of.
    /// </summary>
    OutletPresent? Look();
}
