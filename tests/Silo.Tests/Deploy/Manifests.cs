using k8s;
using k8s.Models;

namespace Twin.Silo.Tests.Deploy;

/// <summary>The Kubernetes manifests as objects: a field that Kubernetes does not know is an error here.</summary>
internal sealed class Manifests
{
    private readonly List<(string File, object Thing)> _all = [];

    public Manifests()
    {
        foreach (var file in DeployFolder.Files("kubernetes", "*.yaml").Where(f => Path.GetFileName(f) != "kustomization.yaml"))
            _all.AddRange(KubernetesYaml.LoadAllFromString(File.ReadAllText(file), null, strict: true).Select(thing => (Path.GetFileName(file), thing)));
    }

    public IEnumerable<string> Files => _all.Select(m => m.File).Distinct();

    public IEnumerable<IKubernetesObject<V1ObjectMeta>> All => _all.Select(m => Assert.IsAssignableFrom<IKubernetesObject<V1ObjectMeta>>(m.Thing));

    public IEnumerable<T> Of<T>() => _all.Select(m => m.Thing).OfType<T>();

    public T The<T>(string name) where T : IKubernetesObject<V1ObjectMeta> => Assert.Single(Of<T>(), t => t.Metadata.Name == name);

    /// <summary>What each workload makes pods of.</summary>
    public IEnumerable<(string Name, V1PodTemplateSpec Pod)> Pods =>
        Of<V1StatefulSet>().Select(w => (w.Metadata.Name, w.Spec.Template)).Concat(Of<V1Deployment>().Select(w => (w.Metadata.Name, w.Spec.Template)))
            .Concat(Of<V1CronJob>().Select(w => (w.Metadata.Name, w.Spec.JobTemplate.Spec.Template)));

    public IEnumerable<(string Name, V1PodTemplateSpec Pod)> Selected(IDictionary<string, string> labels) =>
        Pods.Where(p => labels.All(l => p.Pod.Metadata.Labels.TryGetValue(l.Key, out var has) && has == l.Value));

    /// <summary>A container's environment: of the config map, the secret's two names, its own; with the pod's own address and name made up.</summary>
    public Dictionary<string, string> Environment(V1Container container)
    {
        var all = new Dictionary<string, string>();
        foreach (var from in container.EnvFrom)
        {
            if (from.ConfigMapRef is { } config)
                foreach (var (name, value) in The<V1ConfigMap>(config.Name).Data) all[name] = value;
            if (from.SecretRef is not { } secret) continue;
            Assert.Equal("twin", secret.Name);
            all["TWIN_ADMIN_KEY"] = "key";
            all["TWIN__Connection"] = "Host=db;Database=twin;Username=twin;Password=p";
        }
        foreach (var variable in container.Env)
            all[variable.Name] = variable.ValueFrom?.FieldRef?.FieldPath switch { "status.podIP" => "10.1.2.3", "metadata.name" => "pod", null => Expanded(variable.Value), var other => throw new InvalidOperationException(other) };
        return all;

        string Expanded(string value) => all.Aggregate(value, (text, v) => text.Replace($"$({v.Key})", v.Value, StringComparison.Ordinal));
    }
}
