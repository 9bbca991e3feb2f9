namespace Twin.LoadTests.Floor;

/// <summary>A device that does nothing.</summary>
public interface IFloorDevice : IGrainWithStringKey
{
    [Alias("Heartbeat")]
    Task Heartbeat();
}

/// <summary>An outlet that answers with a constant.</summary>
public interface IFloorOutlet : IGrainWithStringKey
{
    [Alias("Get")]
    Task<FloorOutletAnswer> Get();
}

[GenerateSerializer, Immutable, Alias("floor-outlet")]
public sealed record FloorOutletAnswer([property: Id(0)] byte[] Json);

public sealed class FloorDevice : Grain, IFloorDevice
{
    public Task Heartbeat() => Task.CompletedTask;
}

public sealed class FloorOutlet : Grain, IFloorOutlet
{
    // As long as Twin's answer for an outlet of five devices.
    private static readonly Task<FloorOutletAnswer> Answer = Task.FromResult(new FloorOutletAnswer(System.Text.Encoding.UTF8.GetBytes($"{{\"padding\":\"{new string('x', 1_780)}\"}}")));

    public Task<FloorOutletAnswer> Get() => Answer;
}
