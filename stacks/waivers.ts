/** Owner and last valid day of the waivers of the platform, for one decision about all of them. */
export const ACCEPTED = { owner: "platform", expires: "2027-05-20" } as const;
