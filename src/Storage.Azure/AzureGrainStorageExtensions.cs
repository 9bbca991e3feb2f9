using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Configuration.Overrides;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.Hosting;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace Twin.Storage.Azure;

/// <summary>
/// The official registrations with one more argument: where states go that a row of a table cannot hold. Names and options are the official ones; those without the argument, and
/// <c>AddAzureBlobGrainStorage</c>, are the official provider itself, which comes with this project.
/// </summary>
public static class AzureGrainStorageExtensions
{
    /// <summary>Grain storage on Azure Tables, with blobs for larger states, for grains that name no provider.</summary>
    /// <inheritdoc cref="AddAzureTableGrainStorage" path="/param"/>
    public static ISiloBuilder AddAzureTableGrainStorageAsDefault(this ISiloBuilder builder, Action<AzureTableStorageOptions> tables, Action<AzureBlobStorageOptions>? blobs) =>
        builder.AddAzureTableGrainStorage("Default", tables, blobs);

    /// <summary>Grain storage on Azure Tables, with blobs for larger states.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="tables">Where the rows are. The serializer is the one for blobs too.</param>
    /// <param name="blobs">Where larger states are; null: nowhere, and writing one fails with <see cref="StateTooLargeException"/>.</param>
    public static ISiloBuilder AddAzureTableGrainStorage(this ISiloBuilder builder, string name, Action<AzureTableStorageOptions> tables, Action<AzureBlobStorageOptions>? blobs) => builder.ConfigureServices(services =>
    {
        services.AddOptions<AzureTableStorageOptions>(name).Configure(tables);
        services.AddTransient<IConfigurationValidator>(s => new AzureTableGrainStorageOptionsValidator(Options<AzureTableStorageOptions>(s, name), name));
        services.AddTransient<IPostConfigureOptions<AzureTableStorageOptions>, DefaultStorageProviderSerializerOptionsConfigurator<AzureTableStorageOptions>>();
        services.PostConfigure<AzureTableStorageOptions>(name, o => o.GrainStorageSerializer = new StoredStateSerializer(o.GrainStorageSerializer));
        services.ConfigureNamedOptionForLogging<AzureTableStorageOptions>(name);
        if (blobs is not null)
        {
            services.AddOptions<AzureBlobStorageOptions>(name).Configure(blobs).Configure(o =>
            {
                if (o.BlobServiceClient is null) throw new OrleansConfigurationException($"Azure grain storage '{name}': set BlobServiceClient, or pass no blob options to do without blobs.");
            });
            services.AddTransient<IConfigurationValidator>(s => new AzureBlobStorageOptionsValidator(Options<AzureBlobStorageOptions>(s, name), name));
            services.ConfigureNamedOptionForLogging<AzureBlobStorageOptions>(name);
        }
        services.AddGrainStorage(name, (provider, key) => Create(provider, key, blobs is not null));
    });

    private static AzureGrainStorage Create(IServiceProvider services, string name, bool blobs)
    {
        var serviceId = services.GetProviderClusterOptions(name).Value.ServiceId;
        var (options, table, large) = (Options<AzureTableStorageOptions>(services, name), AzureTableGrainStorageFactory.Create(services, name), blobs ? Large(services, serviceId, name) : null);
        return new(serviceId, options, table, large, services.GetRequiredService<IActivatorProvider>(), services.GetRequiredService<ILogger<AzureGrainStorage>>());
    }

    private static LargeStates Large(IServiceProvider services, string serviceId, string name)
    {
        var options = Options<AzureBlobStorageOptions>(services, name);
        return new(serviceId, options, options.BuildContainerFactory(services, options));
    }

    private static T Options<T>(IServiceProvider services, string name) => services.GetRequiredService<IOptionsMonitor<T>>().Get(name);
}
