using Twin.Api.View;

namespace Twin.Api.Health;

/// <summary>Ready as soon as the view has the whole network. A host that has more to wait for registers its own.</summary>
internal sealed class ViewReadiness(NetworkView view) : IReadiness
{
    public bool Ready => view.Ready;
    public string Why => "This node does not have the whole network yet.";
}
