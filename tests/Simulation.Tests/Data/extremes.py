"""Figures at the edges of what `plan` takes, worked out apart from it with mpmath at sixty digits: direct sums and recursions, no shortcut of Twin's.
Run: python3 extremes.py > extremes.csv"""
from mpmath import mp, mpf, exp, log, sqrt, pi, binomial, quad, findroot, gammainc, betainc, matrix, lu_solve, inf, sin, cos, gamma
mp.dps = 60
rows = []
def row(line, figure, value): rows.append((line, figure, value))
def num(x): return mpf(eval_(x))
def eval_(x):
    if '/' in x:
        a, b = x.split('/'); return mpf(a) / mpf(b)
    return mpf(x)

def erl_b(a, c):
    b = mpf(1)
    for n in range(1, c + 1): b = a * b / (n + a * b)
    return b
def erl_c(a, c):
    b = erl_b(a, c)
    return c * b / (c - a * (1 - b))

for a, c in (("10000", 10000), ("0.000001", 1), ("1e-12", 3), ("20000", 10000), ("9999.99", 10000), ("200000", 1), ("5", 0)):
    b = erl_b(mpf(a), c); line = f"erlang-b a={a} c={c}"
    row(line, "pBlock", b); row(line, "carried", mpf(a) * (1 - b))
for c, p in ((1, "0.999999"), (10000, "0.000001"), (1, "1e-9"), (50, "0.5")):
    p_ = mpf(p)
    lo, hi = mpf(0), mpf(c) / (1 - p_) + 1
    for _ in range(220 if c <= 50 else 110):
        m = (lo + hi) / 2
        if erl_b(m, c) < p_: lo = m
        else: hi = m
    row(f"erlang-b-inverse c={c} p={p}", "a", (lo + hi) / 2)
for lam, mu, c, t in (("0.999999", "1", 1, "1000000"), ("9999.99", "1", 10000, "0.5"), ("1e-9", "1", 1, "0.1"), ("1e-9", "1", 2, "0.1"), ("9999.9999", "1", 10000, "10"), ("1/3", "1/2", 1, "7"), ("5000", "1", 10000, "1"), ("0.0199999", "0.01", 2, "1")):
    l, m, tt = eval_(lam), eval_(mu), eval_(t); a = l / m; line = f"erlang-c lambda={lam} mu={mu} c={c} t={t}"
    C = erl_c(a, c); Wq = C / (c * m - l)
    row(line, "pWait", C); row(line, "Wq", Wq); row(line, "Lq", l * Wq); row(line, "L", l * Wq + a); row(line, "pWaitOver", C * exp(-(c * m - l) * tt))
    row(line, "waitP95", log(C / mpf("0.05")) / (c * m - l) if C > mpf("0.05") else mpf(0))

def chain(up, down, last, keep=mpf(10) ** -75):
    """Weights from 0 on; stops when they have fallen off."""
    w = [mpf(1)]; big = mpf(1)
    n = 0
    while n < last:
        w.append(w[-1] * up(n) / down(n + 1)); n += 1
        if w[-1] > big: big = w[-1]
        if w[-1] < big * keep and up(n) < down(n + 1): break
    s = sum(w)
    return [x / s for x in w]

for lam, mu, th, c in (("1e-9", "1", "1", 1), ("20000", "1", "1", 10000), ("0.999999", "1", "1e-6", 1), ("10", "1", "1000000", 10), ("3", "1", "0.001", 1), ("9999", "1", "0.1", 10000)):
    l, m, t = mpf(lam), mpf(mu), mpf(th)
    p = chain(lambda n: l, lambda n: min(n, c) * m + max(0, n - c) * t, 10 ** 9); line = f"erlang-a lambda={lam} mu={mu} theta={th} c={c}"
    lq = sum((n - c) * x for n, x in enumerate(p) if n > c)
    row(line, "pWait", sum(p[c:])); row(line, "pAbandon", t * lq / l); row(line, "Wq", lq / l)
for lam, mu, c, k in (("1e-9", "1", 1, 1), ("1e-6", "1", 1, 5), ("1", "1", 1, 1000), ("1000000", "1", 3, 4), ("10000", "1", 10000, 10000), ("9999.99", "1", 10000, 20000)):
    l, m = mpf(lam), mpf(mu); p = chain(lambda n: l, lambda n: min(n, c) * m, k, mpf(10) ** -200); line = f"mmck lambda={lam} mu={mu} c={c} k={k}"
    p += [mpf(0)] * (k + 1 - len(p))
    lq = sum((n - c) * x for n, x in enumerate(p) if n > c); busy = sum(min(n, c) * x for n, x in enumerate(p))
    row(line, "pBlock", p[k]); row(line, "L", lq + busy)
    if k > c: row(line, "Wq", lq / (busy * m))
for lam, mean, cv2 in (("0.999999", "1", "0"), ("0.999999", "1", "100"), ("1e-12", "1", "0"), ("1e6", "9.99999e-7", "1"), ("0.5", "1", "1e6")):
    l, s, v = mpf(lam), mpf(mean), mpf(cv2); wq = l * s * s * (1 + v) / (2 * (1 - l * s)); line = f"mg1 lambda={lam} mean={mean} cv2={cv2}"
    row(line, "Wq", wq); row(line, "L", l * (wq + s))

def nonpre(lam, mu, cv2, k):
    R = sum(l * (1 + v) / m ** 2 for l, m, v in zip(lam, mu, cv2)) / 2
    s = [sum(l / m for l, m in list(zip(lam, mu))[:i]) for i in range(len(lam) + 1)]
    return R / ((1 - s[k]) * (1 - s[k + 1]))
def pre(lam, mu, cv2, k):
    R = sum(l * (1 + v) / m ** 2 for l, m, v in list(zip(lam, mu, cv2))[:k + 1]) / 2
    s = [sum(l / m for l, m in list(zip(lam, mu))[:i]) for i in range(len(lam) + 1)]
    return (1 / mu[k]) / (1 - s[k]) + R / ((1 - s[k]) * (1 - s[k + 1])) - 1 / mu[k]
def vec(t): return [mpf(x) for x in t.split(",")]
for lam, mu, cv2 in (("0.8", "1", "1"), ("0.3,0.3,0.399999", "1,1,1", "1,1,1"), ("1e-9,0.5", "1,2", "0,4"), ("0.5,1e-9", "1,0.001", "0,0"), ("0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.05", "1,1,1,1,1,1,1,1,1,1", "0,0,0,0,0,0,0,0,0,0")):
    L, M, V = vec(lam), vec(mu), vec(cv2)
    for d, f in (("nonpreemptive", nonpre), ("preemptive", pre)):
        for k in sorted({0, len(L) - 1}): row(f"priority lambda={lam} mu={mu} cv2={cv2} discipline={d}", f"Wq[{k}]", f(L, M, V, k))
for lam, mu, c in (("5", "1", 8), ("3000,4000,2999.99", "1", 10000), ("3,1e-9", "1", 5), ("3,1e-12,1.9999", "1", 5), ("1e-9,1e-9", "1", 2), ("1,1,1", "1", 4), ("4.99,0.0001", "1", 5), ("0.5,0.02,0.02", "0.1", 7)):
    L, m = vec(lam), mpf(mu)
    s = [sum(L[:i]) / m / c for i in range(len(L) + 1)]
    R = erl_c(sum(L) / m, c) / (c * m)
    def lq(l): return l * erl_c(l / m, c) / (c * m - l) if l else mpf(0)
    for k in range(len(L)):
        row(f"priority lambda={lam} mu={mu} c={c}", f"Wq[{k}]", R / ((1 - s[k]) * (1 - s[k + 1])))
        row(f"priority lambda={lam} mu={mu} c={c} discipline=preemptive", f"Wq[{k}]", (lq(sum(L[:k + 1])) - lq(sum(L[:k]))) / L[k])

for n, c, lam, mu, y in ((200000, 1, "1e-6", "1", 0), (200000, 10000, "1/20", "1", 0), (1, 1, "1e-9", "1", 0), (1, 1, "1000", "1", 0), (200000, 160, "1/2000", "2/3", 50), (10, 10, "1e-6", "1", 3), (200000, 200000, "1/1000", "1", 0), (2, 1, "1", "1e-6", 1)):
    l, m = eval_(lam), eval_(mu); N = n + y
    mode = 0
    up = lambda k: l * min(n, N - k)
    dn = lambda k: m * min(k, c)
    # From the mode outwards both ways, to 1e-75 of it.
    lo, hi = 0, N
    while lo < hi:
        mid = (lo + hi) // 2
        if mid >= N or up(mid) <= dn(mid + 1): hi = mid
        else: lo = mid + 1
    w = {lo: mpf(1)}
    k, x = lo, mpf(1)
    while k < N:
        x = x * up(k) / dn(k + 1); k += 1; w[k] = x
        if x < mpf(10) ** -75: break
    k, x = lo, mpf(1)
    while k > 0:
        x = x * dn(k) / up(k - 1); k -= 1; w[k] = x
        if x < mpf(10) ** -290: break
    S = sum(w.values()); line = f"machine-repairman n={n} c={c} lambda={lam} mu={mu}" + (f" spares={y}" if y else "")
    down = sum(k * x for k, x in w.items()) / S; op = sum(min(n, N - k) * x for k, x in w.items()) / S; wait = sum((k - c) * x for k, x in w.items() if k > c) / S
    row(line, "down", down); row(line, "availability", op / n); row(line, "waitMean", wait / (l * op))
    if 0 in w: row(line, "pAllUp", sum(x for k, x in w.items() if k <= y) / S)

def pois_ge(k, m):
    """P(X >= k) and P(X < k), each summed on its own side."""
    if k <= 0: return mpf(1), mpf(0)
    def term(j): return exp(-m + j * log(m) - mp.loggamma(j + 1))
    hi, x, j = mpf(0), term(k), k
    while x > mpf(10) ** -400 and (j < m or x > hi * mpf(10) ** -70): hi += x; j += 1; x = x * m / j
    lo, x, j = mpf(0), term(k - 1), k - 1
    while j >= 0 and (j > m or x > lo * mpf(10) ** -70): lo += x; x = x * j / m; j -= 1
    return hi, lo

for d, lt, s in (("1e-9", "1", 0), ("1e-9", "1", 1), ("1e-9", "1", 2), ("10000", "1", 10000), ("10000", "1", 10500), ("0.5", "0.5", 0), ("1000", "30", 30500), ("2", "1", 20)):
    m = mpf(d) * mpf(lt)
    def pois(k): return exp(-m + k * log(m) - mp.loggamma(k + 1))
    line = f"spares-palm demand={d} leadTime={lt} stock={s}"
    fill = pois_ge(s, m)[1]                                                   # P(X <= s-1)
    # E(X-s)+ = m P(X >= s) - s P(X >= s+1)
    ge = lambda k: pois_ge(k, m)[0]
    bo = m * ge(s) - s * ge(s + 1)
    row(line, "fillRate", fill); row(line, "backorders", bo); row(line, "waitMean", bo / mpf(d)); row(line, "onHand", s - m + bo)
    lost = erl_b(m, s); row(f"spares-lost demand={d} leadTime={lt} stock={s}", "pLost", lost)
for mean, k in (("1e-9", 0), ("1e-9", 1), ("1e6", 1000000), ("1e6", 990000), ("30", 100), ("0.5", 0)):
    m = mpf(mean)
    row(f"poisson mean={mean} k={k}", "pAtMost", pois_ge(k + 1, m)[1]); row(f"poisson mean={mean} k={k}", "pMore", pois_ge(k + 1, m)[0])
    row(f"poisson mean={mean} k={k}", "pExactly", exp(-m + k * log(m) - mp.loggamma(k + 1)))

Y = mpf(525600)
for up, dn, t in (("8760", "4", None), ("1e9", "1e-3", None), ("1", "1e6", "0.001"), ("8760", "4", "1e-6"), ("8760,17520,4380", "4,2,6", "1")):
    U, D = vec(up), vec(dn); A = mpf(1); now = mpf(1)
    for u, d in zip(U, D):
        a = u / (u + d); A *= a
        if t: now *= a + (1 - a) * exp(-(1 / u + 1 / d) * mpf(t))
    line = f"availability mtbf={up} mttr={dn}" + (f" t={t}" if t else "")
    row(line, "availability", now if t else A); row(line, "minutesDownPerYear", (1 - A) * Y)
row("availability series=0.999999", "availability", mpf("0.999999")); row("availability parallel=0.999999,0.999999,0.999999", "minutesDownPerYear", mpf("1e-18") * Y); row("availability parallel=0.5", "availability", mpf("0.5"))
for k, n, a in ((1, 1, "0.999999"), (1, 10000, "0.0001"), (9990, 10000, "0.999"), (10000, 10000, "0.9999999"), (2, 3, "1e-9"), (0, 5, "0.5"), (199000, 200000, "0.995")):
    p = mpf(a); line = f"availability k={k} n={n} a={a}"
    if k > 0:
        av = mpf(0); term = binomial(n, k) * p ** k * (1 - p) ** (n - k); i = k
        while i <= n and term > 0:
            av += term; term = term * (n - i) / (i + 1) * p / (1 - p); i += 1
        dn = mpf(0); term = binomial(n, k - 1) * p ** (k - 1) * (1 - p) ** (n - k + 1); i = k - 1
        while i >= 0:
            dn += term; term = term * i / (n - i + 1) * (1 - p) / p; i -= 1
    else: av, dn = mpf(1), mpf(0)
    row(line, "availability", av); row(line, "minutesDownPerYear", dn * Y)
for k, n, l in ((1, 1, "1e-9"), (1, 100000, "1"), (100000, 100000, "1e-6")):
    row(f"mttf k={k} n={n} lambda={l}", "mttf", sum(1 / (mpf(i) * mpf(l)) for i in range(k, n + 1)))
for l, s, t in (("1e-9", "1", "1e-9"), ("1000000", "2.5", "1e-12"), ("6", "2.5", "1000")):
    row(f"infinite-server lambda={l} mean={s} t={t}", "L", mpf(l) * mpf(s) * -mp.expm1(-mpf(t) / mpf(s)))
row("infinite-server lambda=5 mean=1/2 t=7.25 amplitude=5 period=24", "L", mpf(5) / 2 + 5 * (2 * sin(2 * pi / 24 * mpf("7.25")) - 2 * pi / 24 * cos(2 * pi / 24 * mpf("7.25"))) / (4 + (2 * pi / 24) ** 2))
for l, m in (("0.999999", "1"), ("1e-6", "1"), ("0.9", "1")):
    r = mpf(l) / mpf(m); row(f"mm1-run-length lambda={l} mu={m} halfWidth=50%", "variance", r * (2 + 5 * r - 4 * r ** 2 + r ** 3) / ((1 - r) ** 4 * mpf(m) ** 2))
l, m, c = mpf("9999"), mpf(1), 10000
row("tandem lambda=9999 travel=0 mu=1 c=10000", "timeMean", 1 + erl_c(l, c) / (c - l)); row("tandem lambda=1e-9 travel=5 mu=1 c=1", "Wq", mpf("1e-9") / (1 - mpf("1e-9")))

# Days: the number present by matrix powers of the death process, exactly: exp(Q t) by its eigenvalues is unstable in doubles, in sixty digits it is not.
def death(p, c, mu, t):
    N = len(p) - 1
    # P(present n -> m): integrate the triangular system by a Taylor series in short steps.
    out = list(p); steps = max(1, int(t * c * mu / 2) + 1); h = t / steps
    rate = [min(n, c) * mu for n in range(N + 2)]
    for _ in range(steps):
        term = out; acc = list(out)
        for j in range(1, 400):
            term = [((rate[n + 1] * term[n + 1] if n < N else 0) - rate[n] * term[n]) * h / j for n in range(N + 1)]
            acc = [a + b for a, b in zip(acc, term)]
            if max(abs(x) for x in term) < mpf(10) ** -90: break
        out = acc
    return out
def day(batches, c, s, noshow, closing):
    mp.dps = 110
    mu = 1 / s; p = [mpf(1)]; at = mpf(0); waits = mpf(0); came = mpf(0); over = None
    def mt(n): return max(0, n - c) * s / c + sum(s / k for k in range(1, min(n, c) + 1))
    def move(p, at, to): return (death(p, c, mu, to - at) if to > at else p), max(at, to)
    for t, b in batches:
        p, at = move(p, at, t)
        for _ in range(b):
            waits += (1 - noshow) * sum(x * (max(0, n - c + 1) * s / c) for n, x in enumerate(p)); came += 1 - noshow
            q = [mpf(0)] * (len(p) + 1)
            for n, x in enumerate(p): q[n] += noshow * x; q[n + 1] += (1 - noshow) * x
            p = q
    finish = at + sum(x * mt(n) for n, x in enumerate(p))
    p, at = move(p, at, closing)
    over = sum(x * mt(n) for n, x in enumerate(p))
    r = dict(waitMean=waits / came if came else mpf(0), finish=finish, overtime=over, left=sum(n * x for n, x in enumerate(p)), came=came)
    mp.dps = 60
    return r
for n, i, s, no in ((1, "1", "1", "0"), (3, "30", "1", "0"), (3, "60", "1", "0"), (5, "0.001", "1", "0"), (10, "1", "1", "0.5"), (2, "1", "1", "0.999999")):
    I, S, No = mpf(i), mpf(s), mpf(no); r = day([(k * I, 1) for k in range(n)], 1, S, No, n * I); line = f"appointments customers={n} interval={i} service={s}" + (f" noShow={no}" if no != "0" else "")
    row(line, "waitMean", r["waitMean"]); row(line, "overtimeMean", r["overtime"]); row(line, "makespanMean", r["finish"]); row(line, "idleMean", r["finish"] - r["came"] * S)
for w, slots, slot, per, s, no in ((1, 1, "1", 1, "1", "0"), (8, 3, "200", 14, "15", "0"), (100, 2, "1", 150, "0.5", "0.05"), (3, 4, "1", 1, "1", "0"), (2, 5, "1", 20, "1", "0")):
    SL, S, No = mpf(slot), mpf(s), mpf(no); r = day([(k * SL, per) for k in range(slots)], w, S, No, slots * SL); line = f"service-day windows={w} slots={slots} slot={slot} perSlot={per} service={s}" + (f" noShow={no}" if no != "0" else "")
    row(line, "waitMean", r["waitMean"]); row(line, "overtime", r["overtime"]); row(line, "finishMean", r["finish"]); row(line, "servedByClose", r["came"] - r["left"])

def tcdf_tail(t, v): return mp.betainc(v / 2, mpf(1) / 2, 0, v / (v + t * t), regularized=True) / 2
for p, v in (("0.999999", "1"), ("0.9999995", "5"), ("0.975", "1e6"), ("0.75", "0.5"), ("0.0000001", "30"), ("0.5000001", "3")):
    P, V = mpf(p), mpf(v); q = min(P, 1 - P)
    lo, hi = mpf(0), mpf(1)
    while tcdf_tail(hi, V) > q: hi *= 2
    for _ in range(170):
        m = (lo + hi) / 2
        if tcdf_tail(m, V) > q: lo = m
        else: hi = m
    row(f"student-t p={p} df={v}", "t", lo if P > 0.5 else -lo)

print("# line; figure; exact: figures at the edges, by extremes.py (mpmath, 60 digits)")
for line, figure, value in rows: print(f"{line};{figure};{mp.nstr(value, 17)}")
