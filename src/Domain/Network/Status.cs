namespace Twin.Domain.Network;

/// <summary>How bad a fault is; <see cref="None"/> means there is no fault.</summary>
public enum Severity : byte { None, Info, Minor, Major, Critical }

/// <summary>
/// <c>Online</c>: heard, no fault that matters. <c>Faulty</c>: heard, a fault of at least minor severity is raised. <c>Offline</c>: a fault
/// whose rule looks at silence is raised. <c>Unknown</c>: not heard, or not for so long that nothing can be said.
/// </summary>
public enum DeviceStatus : byte { Unknown, Online, Faulty, Offline }

/// <summary>
/// <c>Ok</c>: every device is heard and healthy. <c>Degraded</c>: it sells, but something is broken. <c>Down</c>: it cannot sell.
/// <c>Unknown</c>: some device has nothing to say for itself. <c>Closed</c>: outside the opening hours of its calendar.
/// </summary>
public enum OutletStatus : byte { Unknown, Ok, Degraded, Down, Closed }
