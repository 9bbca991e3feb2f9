using System.CommandLine;
using Twin.Silo.Hosting;

namespace Twin.Silo.Cli;

/// <summary>Where the store is, for verbs that use one without running it: the settings of <c>serve</c>, so that what is in the environment for one serves the other.</summary>
internal sealed class StoreSettings
{
    private readonly Option<string?> _data = new("--data") { Description = $"The data folder, of the embedded store. [default: {new ServeOptions().Data}]", HelpName = "DIR" };
    private readonly Option<string?> _storage = new("--storage") { Description = "The kind of store. [default: sqlite]" };
    private readonly Option<string?> _connection = new("--connection") { Description = "How PostgreSQL is reached: Host=…;Database=…;Username=…;Password=…. Better set as TWIN__Connection: others on the machine see command lines.", HelpName = "S" };

    public void AddTo(Command command)
    {
        _storage.AcceptOnlyFromAmong("sqlite", "postgres");
        command.Add(_data);
        command.Add(_storage);
        command.Add(_connection);
    }

    /// <returns>The settings, or what is wrong with them.</returns>
    public (ServeOptions Options, string? Wrong) Read(ParseResult parsed) => GivenSettings.Read(new Dictionary<string, string?>
    {
        ["Twin:Data"] = parsed.GetValue(_data),
        ["Twin:Storage"] = parsed.GetValue(_storage),
        ["Twin:Connection"] = parsed.GetValue(_connection),
    });
}
