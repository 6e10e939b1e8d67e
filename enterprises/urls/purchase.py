"""Tasks to be bought."""

from typing import Any

from django.urls import path

from ..views import tasks

# Below one enterprise, `/arbejde/virksomheder/<slug>/…`; and with addresses of their own.
one: list[Any] = []
rooms: list[Any] = [
    path("arbejde/opgaver/", tasks.TaskList.as_view(), name="tasks"),
    path("arbejde/opgaver/opret/", tasks.TaskAdd.as_view(), name="task-add"),
    path("arbejde/opgaver/aar/", tasks.TaskYears.as_view(), name="task-years"),
    path("arbejde/opgaver/<int:pk>/", tasks.TaskPage.as_view(), name="task"),
    path("arbejde/opgaver/<int:pk>/ret/", tasks.TaskEdit.as_view(), name="task-edit"),
    path("arbejde/opgaver/<int:pk>/slaa-op/", tasks.TaskPublish.as_view(), name="task-publish"),
    path("arbejde/opgaver/<int:pk>/tag-ned/", tasks.TaskTakeDown.as_view(), name="task-take-down"),
    path("arbejde/opgaver/<int:pk>/afgoer/", tasks.TaskSettle.as_view(), name="task-settle"),
    path("arbejde/opgaver/<int:pk>/slet/", tasks.TaskRemove.as_view(), name="task-remove"),
    path("arbejde/opgaver/<int:pk>/interesse/", tasks.InterestAdd.as_view(), name="task-interest"),
    path("arbejde/opgaver/interesse/<int:pk>/ret/", tasks.InterestEdit.as_view(), name="interest-edit"),
    path("arbejde/opgaver/interesse/<int:pk>/traek/", tasks.InterestWithdraw.as_view(), name="interest-withdraw"),
]
