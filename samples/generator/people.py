"""What is said of staff in the odder ways: ranks, numbers that are allowed beside the posts, schools."""

from __future__ import annotations

import random

from generator.said import Said
from generator.words import count


def control_numbers(rng: random.Random) -> str:
    """How many may be hired: neither posts nor people, and in no total."""
    return f"另核定聘用人员控制数{rng.randrange(3, 30)}名，不计入编制总数。"


def by_rank(year: int, on_duty: int, worker: int, rng: random.Random) -> list[Said | str]:
    """People in post by what they are: managers and experts have no concept."""
    managing = max(1, (on_duty - worker) * rng.randrange(1, 8) // 10)
    return [
        f"按岗位分，管理人员{managing}人，专业技术人员{on_duty - worker - managing}人，",
        count("工勤人员{}人。", "staff.on_duty", year, worker, "person", post_type="worker"),
    ]


def school(year: int, name: str, rng: random.Random) -> list[Said | str]:
    """A school below the department: teachers in post, and pupils."""
    return [
        f"{name}",
        count("在职教师{}人，", "staff.on_duty", year, rng.randrange(30, 130), "person", organisation=name),
        count("在校学生{}人。", "staff.students", year, rng.randrange(300, 2000), "person", organisation=name),
    ]
