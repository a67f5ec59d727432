"""`make audit`: known weaknesses in what we install. Fails also when a package could not be looked up.

pip-audit exits 0 for packages it had to skip; a skipped package is not a clean one.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    command = [sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip", "--format", "json"]
    for name in ("requirements.txt", "requirements-dev.txt"):
        command += ["--requirement", str(ROOT / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own arguments
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (json.JSONDecodeError, KeyError):
        print(done.stderr.strip()[-2000:], file=sys.stderr)
        print("調べられませんでした。ネットワークの接続を確かめて、もう一度 make audit してください。", file=sys.stderr)
        return 1
    skipped = [p for p in packages if "skip_reason" in p]
    weak = [p for p in packages if p.get("vulns")]
    for package in weak:
        for weakness in package["vulns"]:
            fixed = "、".join(weakness["fix_versions"]) or "まだありません"
            print(f"{package['name']} {package['version']}: {weakness['id']}（直った版: {fixed}）")
    for package in skipped:
        print(f"{package['name']}: 調べられませんでした（{package['skip_reason']}）")
    print(f"{len(packages)} 個を調べ、弱点 {len(weak)} 個、調べられないもの {len(skipped)} 個。")
    return 1 if weak or skipped or done.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
