using System.CommandLine;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Twin.Silo.Cli;

/// <summary>A running server, as a command line names it, and what goes wrong with one said in words.</summary>
internal sealed class ServerConnection
{
    private readonly Option<string?> _server = new("--server") { HelpName = "URL" };
    private readonly Option<string?> _key = new("--key-file") { Description = "The file that holds the key. [default: the TWIN_ADMIN_KEY variable, then ./data/admin.key]", HelpName = "FILE" };
    private readonly Option<FileInfo?> _ca = new("--ca-file") { Description = "A PEM file of certificates to trust instead of the machine's, for https:// servers with a certificate of one's own.", HelpName = "FILE" };
    private readonly string? _otherwise;

    /// <param name="description">What the server is for.</param>
    /// <param name="otherwise">The server that is meant when none is named; null: none is.</param>
    public ServerConnection(string description, string? otherwise)
    {
        (_server.Description, _otherwise) = (description, otherwise);
        if (otherwise is not null) _server.DefaultValueFactory = _ => otherwise;
        _server.Validators.Add(r =>
        {
            if (r.Tokens.Count > 0 && !(Uri.TryCreate(r.Tokens[0].Value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
                r.AddError($"--server takes a URL, not '{r.Tokens[0].Value}'");
        });
    }

    public void AddTo(Command command)
    {
        command.Options.Add(_server);
        command.Options.Add(_key);
        command.Options.Add(_ca);
        if (_otherwise is not null) return;
        command.Validators.Add(given =>
        {
            foreach (var option in (Option[])[_key, _ca])
                if (given.GetResult(option) is not null && given.GetResult(_server) is null) given.AddError($"{option.Name} goes with --server");
        });
    }

    public bool IsNamedBy(System.CommandLine.Parsing.CommandResult given) => given.GetResult(_server) is not null;

    /// <summary>Does something with the server; the exit code.</summary>
    public async Task<int> With(ParseResult parsed, Func<HttpClient, Task<int>> act)
    {
        var server = parsed.GetValue(_server)!;
        if (Key(parsed.GetValue(_key), out var fault) is not { } key) return CommandLine.Fail(fault!);
        using var handler = new SocketsHttpHandler();
        if (parsed.GetValue(_ca) is { } ca && Trust(ca, handler) is { } wrong) return CommandLine.Fail(wrong, CommandLine.WrongUse);
        using var http = new HttpClient(handler, disposeHandler: false) { BaseAddress = new(server), Timeout = TimeSpan.FromMinutes(10) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        try
        {
            return await act(http);
        }
        catch (HttpRequestException failure)
        {
            return failure.InnerException is AuthenticationException untrusted
                ? CommandLine.Fail($"{server} cannot be trusted: {untrusted.Message.TrimEnd('.')}. Give its certificate, or its issuer's, with --ca-file")
                : CommandLine.Fail($"{server} does not answer: {failure.Message}");
        }
    }

    /// <summary>What an answer that is a problem says.</summary>
    public static string Detail(string body)
    {
        try
        {
            using var problem = JsonDocument.Parse(body);
            var detail = problem.RootElement.TryGetProperty("detail", out var d) ? d.GetString() : problem.RootElement.GetProperty("title").GetString();
            var errors = problem.RootElement.TryGetProperty("errors", out var e) ? e.EnumerateArray().Select(x => x.GetProperty("message").GetString()) : [];
            return string.Join("; ", errors.Prepend(detail));
        }
        catch (JsonException)
        {
            return Encoding.UTF8.GetByteCount(body) > 200 ? body[..200] : body;
        }
    }

    /// <summary>Trusts the certificates of a file and no others. What is wrong with the file, or null.</summary>
    private static string? Trust(FileInfo file, SocketsHttpHandler handler)
    {
        var chain = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            chain.CustomTrustStore.ImportFromPemFile(file.FullName);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return $"the certificates in {file} cannot be read: {failure.Message}";
        }
        if (chain.CustomTrustStore.Count == 0) return $"there is no certificate in {file}";
        handler.SslOptions.CertificateChainPolicy = chain;
        return null;
    }

    private static string? Key(string? keyFile, out string? fault)
    {
        fault = null;
        if (keyFile is null && Environment.GetEnvironmentVariable("TWIN_ADMIN_KEY") is { Length: > 0 } given) return given;
        var path = keyFile ?? Path.Combine("data", "admin.key");
        try
        {
            if (File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 0 } key) return key;
            fault = keyFile is null ? "no key: set TWIN_ADMIN_KEY or give --key-file" : File.Exists(path) ? $"there is no key in {path}" : $"there is no file {path}, which --key-file names";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            fault = $"the key in {path} cannot be read: {failure.Message}";
        }
        return null;
    }
}
