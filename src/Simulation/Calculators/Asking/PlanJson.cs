using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Twin.Simulation.Calculators.Asking;

/// <summary>An answer as JSON: <c>{"name", "inputs", "results", "formula", "source"}</c>, numbers to twelve significant digits.</summary>
public static class PlanJson
{
    // What it says is read by people in a terminal and by programs, never put into a web page as it is.
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(PlanAnswer answer) => Text(json =>
    {
        var calculator = answer.Calculator!;
        json.WriteStartObject();
        json.WriteString("name", calculator.Name);
        json.WriteStartObject("inputs");
        foreach (var (name, value) in answer.Inputs) Member(json, name, value);
        json.WriteEndObject();
        json.WriteStartObject("results");
        foreach (var figure in answer.Results) Member(json, figure.Name, figure.Value);
        json.WriteEndObject();
        json.WriteString("formula", calculator.Formula);
        json.WriteString("source", calculator.Source);
        json.WriteEndObject();
    });

    public static string Text(Action<Utf8JsonWriter> write)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Options)) write(json);
        return Encoding.UTF8.GetString(text.ToArray());
    }

    public static double Rounded(double number) => double.Parse(number.ToString("G12", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) + 0.0;

    private static void Member(Utf8JsonWriter json, string name, object value)
    {
        json.WritePropertyName(name);
        // Rows are easier on the eye in one line than a number a line.
        if (value is double[] or double[][]) json.WriteRawValue(Inline(value));
        else if (value is double number) json.WriteNumberValue(Rounded(number));
        else if (value is long whole) json.WriteNumberValue(whole);
        else json.WriteStringValue((string)value);
    }

    private static string Inline(object value) => value switch
    {
        double[] row => $"[{string.Join(", ", row.Select(n => Rounded(n).ToString("R", CultureInfo.InvariantCulture)))}]",
        double[][] rows => $"[{string.Join(", ", rows.Select(Inline))}]",
        _ => throw new ArgumentException($"not a row: {value}", nameof(value)),
    };
}
