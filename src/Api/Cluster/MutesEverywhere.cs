using Twin.Domain.Muting;
using Twin.Grains.Cluster;
using Twin.Grains.Muting;

namespace Twin.Api.Cluster;

/// <summary>Asks every silo. One that is gone pages nobody.</summary>
internal sealed class MutesEverywhere(IGrainFactory grains, SiloMap silos) : IMutesInForce
{
    public async Task<bool> WaitFor(Mute mute, TimeSpan max, CancellationToken cancellation)
    {
        var answers = await Task.WhenAll(silos.Silos.Select(Ask)).WaitAsync(cancellation);
        return answers.All(a => a);

        async Task<bool> Ask(Orleans.Runtime.SiloAddress silo)
        {
            try
            {
                return await grains.Silo(silo).GoesBy(mute, max);
            }
            catch (Exception failure) when (Errors.ErrorHandling.IsUnavailable(failure))
            {
                return !silos.Silos.Contains(silo);
            }
        }
    }
}
