namespace Twin.Grains.Network;

/// <summary>The twins awake in this process; none in one without a silo.</summary>
public interface INearTwins
{
    INearDevice? Device(GrainId id);
    INearOutlet? Outlet(GrainId id);
}
