"""A permission set's ARN: moto's begins with that of the instance, and so what is allowed of instances is of its sets.

arn:${Partition}:sso:::permissionSet/${InstanceId}/${PermissionSetId}
https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsiamidentitycenter.html
"""

from moto.ssoadmin.models import PermissionSet


def install() -> None:
    generate_id = PermissionSet.generate_id

    def generate(instance_arn: str) -> str:
        return generate_id(instance_arn.replace(":instance/", ":permissionSet/"))

    PermissionSet.generate_id = staticmethod(generate)  # type: ignore[method-assign]
