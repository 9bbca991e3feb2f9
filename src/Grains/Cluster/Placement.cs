using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace Twin.Grains.Cluster;

/// <summary>A grain that lives where <see cref="Homes"/> says: an outlet and its devices on one silo.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class HomePlacementAttribute() : PlacementAttribute(HomePlacement.Instance);

/// <summary>A grain whose key names the silo it is on.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SiloPlacementAttribute() : PlacementAttribute(SiloPlacement.Instance);

[GenerateSerializer, Immutable, Alias("twin.HomePlacement")]
public sealed class HomePlacement : PlacementStrategy
{
    internal static readonly HomePlacement Instance = new();
}

[GenerateSerializer, Immutable, Alias("twin.SiloPlacement")]
public sealed class SiloPlacement : PlacementStrategy
{
    internal static readonly SiloPlacement Instance = new();
}

/// <summary>Compatible are active silos only: one that is leaving is nobody's home any more.</summary>
internal sealed class HomePlacementDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        return Task.FromResult(Homes.Of(silos, Homes.PlaceOf(target.GrainIdentity.Key.ToString()!))!);
    }
}

internal sealed class SiloPlacementDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var wanted = SiloKeys.SiloOf(target.GrainIdentity.Key.ToString()!);
        return context.GetCompatibleSilos(target).Contains(wanted) ? Task.FromResult(wanted) : throw new OrleansException($"Silo {wanted} is not in the cluster any more.");
    }
}
