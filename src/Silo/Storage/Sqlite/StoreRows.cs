using System.Collections;
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Twin.Silo.Storage.Sqlite;

/// <summary>The rows a statement returned, all result sets as one: read out while the statement ran, so that no connection is held while they are used.</summary>
internal sealed class StoreRows : DbDataReader
{
    private readonly List<object[]> _rows = [];
    private string[] _names = [];
    private int _row = -1;
    private int _affected;

    public static StoreRows Read(SqliteDataReader reader)
    {
        var rows = new StoreRows();
        do
        {
            if (reader.FieldCount > 0) rows._names = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
            while (reader.Read())
            {
                var values = new object[reader.FieldCount];
                reader.GetValues(values);
                rows._rows.Add(values);
            }
        }
        while (reader.NextResult());
        rows._affected = reader.RecordsAffected;
        return rows;
    }

    public override object this[int ordinal] => GetValue(ordinal);
    public override object this[string name] => GetValue(GetOrdinal(name));
    public override int Depth => 0;
    public override int FieldCount => _names.Length;
    public override bool HasRows => _rows.Count > 0;
    public override bool IsClosed => false;
    public override int RecordsAffected => _affected;

    public override bool Read() => ++_row < _rows.Count;
    public override bool NextResult() => false;
    public override object GetValue(int ordinal) => _rows[_row][ordinal];
    public override bool IsDBNull(int ordinal) => GetValue(ordinal) is DBNull;
    public override string GetName(int ordinal) => _names[ordinal];
    public override Type GetFieldType(int ordinal) => _rows.Count > 0 ? _rows[0][ordinal].GetType() : typeof(object);
    public override string GetDataTypeName(int ordinal) => GetFieldType(ordinal).Name;

    public override int GetOrdinal(string name)
    {
        var ordinal = Array.FindIndex(_names, n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase));
        return ordinal >= 0 ? ordinal : throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such column.");
    }

    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, FieldCount);
        Array.Copy(_rows[_row], values, count);
        return count;
    }

    public override bool GetBoolean(int ordinal) => GetInt64(ordinal) != 0;
    public override byte GetByte(int ordinal) => (byte)GetInt64(ordinal);
    public override char GetChar(int ordinal) => (char)GetInt64(ordinal);
    public override DateTime GetDateTime(int ordinal) => DateTime.Parse(GetString(ordinal), CultureInfo.InvariantCulture);
    public override decimal GetDecimal(int ordinal) => Convert.ToDecimal(GetValue(ordinal), CultureInfo.InvariantCulture);
    public override double GetDouble(int ordinal) => Convert.ToDouble(GetValue(ordinal), CultureInfo.InvariantCulture);
    public override float GetFloat(int ordinal) => (float)GetDouble(ordinal);
    public override Guid GetGuid(int ordinal) => Guid.Parse(GetString(ordinal));
    public override short GetInt16(int ordinal) => (short)GetInt64(ordinal);
    public override int GetInt32(int ordinal) => checked((int)GetInt64(ordinal));
    public override long GetInt64(int ordinal) => Convert.ToInt64(GetValue(ordinal), CultureInfo.InvariantCulture);
    public override string GetString(int ordinal) => (string)GetValue(ordinal);
    public override IEnumerator GetEnumerator() => _rows.GetEnumerator();

    public override T GetFieldValue<T>(int ordinal) => typeof(T) switch
    {
        // SQLite has one integer type; the provider asks for the narrower one it stored.
        var t when t == typeof(int) => (T)(object)GetInt32(ordinal),
        var t when t == typeof(short) => (T)(object)GetInt16(ordinal),
        _ => (T)GetValue(ordinal),
    };

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        Copy((byte[])GetValue(ordinal), dataOffset, buffer, bufferOffset, length);

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        Copy(GetString(ordinal).ToCharArray(), dataOffset, buffer, bufferOffset, length);

    private static long Copy<T>(T[] from, long offset, T[]? to, int at, int length)
    {
        if (to is null) return from.Length;
        var count = (int)Math.Clamp(from.Length - offset, 0, length);
        Array.Copy(from, offset, to, at, count);
        return count;
    }
}
