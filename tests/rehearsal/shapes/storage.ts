import { trust, type Shape } from "./shape";

/** Instances, volumes, file systems and backups. */
export const STORAGE: Readonly<Record<string, Shape>> = {
  "an instance with volumes and a profile": {
    data: {
      aws_ami: { linux: { most_recent: true, owners: ["amazon"], filter: [{ name: "name", values: ["al2023-*"] }] } },
      aws_ssm_parameter: { ami: { name: "/aws/service/ami" } },
    },
    resource: {
      aws_iam_role: { web: { name: "web", assume_role_policy: trust("ec2") } },
      aws_iam_instance_profile: { web: { name: "web", role: "${aws_iam_role.web.name}" } },
      aws_instance: {
        web: {
          ami: "${data.aws_ami.linux.id}",
          instance_type: "t3.micro",
          iam_instance_profile: "${aws_iam_instance_profile.web.name}",
          user_data: '${base64encode(templatefile("user-data.sh", { name = "web" }))}',
          root_block_device: { volume_size: 20, encrypted: true },
        },
      },
      aws_ebs_volume: { data: { availability_zone: "${aws_instance.web.availability_zone}", size: 10 } },
      aws_volume_attachment: {
        data: {
          device_name: "/dev/sdh",
          instance_id: "${aws_instance.web.id}",
          volume_id: "${aws_ebs_volume.data.id}",
        },
      },
      aws_network_interface_sg_attachment: {
        web: {
          network_interface_id: "${aws_instance.web.primary_network_interface_id}",
          security_group_id: "${tolist(aws_instance.web.vpc_security_group_ids)[0]}",
        },
      },
      aws_ebs_snapshot: { root: { volume_id: "${aws_instance.web.root_block_device[0].volume_id}" } },
    },
    files: { "user-data.sh": "echo ${name}" },
  },
  "file systems and backups": {
    resource: {
      aws_efs_file_system: { files: { encrypted: true, tags: { Name: "files" } } },
      aws_efs_access_point: {
        app: { file_system_id: "${aws_efs_file_system.files.id}", posix_user: { gid: 1000, uid: 1000 } },
      },
      aws_backup_vault: { main: { name: "main" } },
      aws_backup_plan: {
        daily: {
          name: "daily",
          rule: [
            { rule_name: "daily", target_vault_name: "${aws_backup_vault.main.name}", schedule: "cron(0 5 * * ? *)" },
          ],
        },
      },
      aws_iam_role: { backup: { name: "backup", assume_role_policy: trust("backup") } },
      aws_backup_selection: {
        files: {
          name: "files",
          plan_id: "${aws_backup_plan.daily.id}",
          iam_role_arn: "${aws_iam_role.backup.arn}",
          resources: ["${aws_efs_file_system.files.arn}"],
        },
      },
    },
  },
};
